// What can wait until the page has nothing else to do.

const LATEST_MS = 2000;

/** @param {(deadline: IdleDeadline) => void} run called once, within two seconds even where the page is always busy */
export const whenIdle = (run) => { requestIdleCallback(run, { timeout: LATEST_MS }); };
