// The door: signs in, then goes where the person wanted to go.

import { signIn } from "../core/api.js";
import { byId } from "../core/dom.js";
import { wordsOf } from "../core/notice.js";

/** Where to go: a place of this service, whatever the address says. */
function goesTo() {
  const wanted = new URLSearchParams(location.search).get("goes_to") ?? "/";
  try {
    const target = new URL(wanted, location.origin);
    const own = wanted.startsWith("/") && target.origin === location.origin && target.pathname !== "/sign-in";
    return own ? target.pathname + target.search + location.hash : "/";
  } catch {
    return "/"; // "//[" is no address at all
  }
}

/** @type {HTMLFormElement} */
const form = byId("sign-in");
const said = byId("said");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const values = new FormData(form);
  const main = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  main.disabled = true;
  said.hidden = true;
  try {
    await signIn(String(values.get("login")).trim(), String(values.get("password")));
    location.assign(goesTo());
  } catch (error) {
    said.textContent = wordsOf(error);
    said.hidden = false;
    main.disabled = false;
    /** @type {HTMLInputElement} */ (byId("password")).select();
  }
});

const provider = document.getElementById("provider");
if (provider instanceof HTMLAnchorElement) {
  provider.href += `?goes_to=${encodeURIComponent(goesTo())}`;
}
document.documentElement.dataset.ready = "1";
