"""Every command, listed. Each lives in a module of its own and imports what it needs when run."""

import typer

from service import __version__
from service.cli import (
    audit,
    backup,
    check,
    demo,
    dismissals,
    doctor,
    draft,
    evaluate,
    ingest,
    kinds,
    ledger,
    outline,
    restore,
    review,
    rules,
    serve,
    sort,
    units,
    users,
    worker,
)
from service.cli.output import show

app = typer.Typer(
    name="duizhao",
    help="对照：民主生活会、组织生活会材料的起草与核对。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(kinds.app, name="kinds")
app.add_typer(rules.app, name="rules")
app.add_typer(dismissals.app, name="dismissals")
app.add_typer(users.app, name="users")
app.add_typer(units.app, name="units")
app.add_typer(audit.app, name="audit")
app.command("ingest")(ingest.ingest)
app.command("outline")(outline.outline)
app.command("sort")(sort.sort)
app.command("draft")(draft.draft)
app.command("check")(check.check)
app.command("review")(review.review)
app.command("ledger")(ledger.ledger)
app.command("demo")(demo.demo)
app.command("eval")(evaluate.evaluate)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("doctor")(doctor.doctor)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)


@app.callback(invoke_without_command=True)
def version(
    asked: bool = typer.Option(False, "--version", help="显示版本号。", is_eager=True),
) -> None:
    """对照：民主生活会、组织生活会材料的起草与核对。"""
    if asked:
        show(__version__)
        raise typer.Exit
