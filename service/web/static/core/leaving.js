// A page that is left while something in it would be lost.

/**
 * Lets the browser ask whoever leaves the page while `loses` is true.
 * @param {() => boolean} loses
 */
export function askBeforeLeaving(loses) {
  addEventListener("beforeunload", (event) => {
    if (!loses()) return;
    event.preventDefault();
    event.returnValue = ""; // Chromium before 119 asks by this alone
  });
}
