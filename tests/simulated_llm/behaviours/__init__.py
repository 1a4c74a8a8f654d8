"""How the model behaves, one character a file. Each is a function from a request to its answer."""

from tests.simulated_llm.behaviours.advising import with_advice
from tests.simulated_llm.behaviours.copying import copying
from tests.simulated_llm.behaviours.honest import honest
from tests.simulated_llm.behaviours.lying import lying
from tests.simulated_llm.behaviours.malicious import malicious
from tests.simulated_llm.behaviours.obedient import obedient
from tests.simulated_llm.behaviours.pages import with_pages
from tests.simulated_llm.behaviours.sloppy import sloppy
from tests.simulated_llm.server import Behaviour

BEHAVIOURS: dict[str, Behaviour] = {
    "honest": honest,
    "sloppy": sloppy,
    "lying": lying,
    "copying": copying,
    "malicious": malicious,
}
BEHAVIOURS = with_pages(with_advice(BEHAVIOURS))

__all__ = ["BEHAVIOURS", "copying", "honest", "lying", "malicious", "obedient", "sloppy"]
