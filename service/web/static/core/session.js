// Who is signed in, as the page was drawn; renewed when somebody signs in again in place.

/** @typedef {import("../../types/api").Me} Me */

/** @type {{me: Me | null, drafted?: boolean}} */
const boot = JSON.parse(document.getElementById("boot")?.textContent ?? '{"me":null}');

/** @type {Me | null} */
let known = boot.me;

/** The person that the page was drawn for; null on the sign-in page. */
export const me = () => known;

/** Whether the page's assignment had a draft when the page was drawn. */
export const hadDraft = () => boot.drafted === true;

/** @param {Me} fresh */
export function renew(fresh) {
  known = fresh;
}

/** The ids in the page's address: /assignments/{id}/notes gives the assignment's. */
export const inAddress = () => location.pathname.split("/").filter((part) => /^[0-9a-f]{24}$/.test(part));

/** What the address names after #, as it was written; "" where somebody garbled it. */
export function inHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
