// Files on their way to the service: a form that tells how much of it is there, which fetch cannot.

import { addressOf, ApiError, headersOf, newKey, signedInAgain, unreached } from "./api.js";

/**
 * A form with files, with progress from 0 to 1. Raises ApiError.
 * @param {string} path
 * @param {FormData} form
 * @param {(done: number) => void} onProgress
 * @param {{once?: string, accept?: string, as?: "json" | "blob"}} [options]
 * @returns {Promise<any>}
 */
export async function upload(path, form, onProgress, options = {}) {
  const once = options.once ?? newKey();
  const request = await sendForm(path, form, onProgress, once, options.as ?? "json");
  if (request.status === 401) {
    await signedInAgain();
    return upload(path, form, onProgress, { ...options, once });
  }
  if (request.status >= 200 && request.status < 300) return request.response;
  throw new ApiError(request.status, await problemIn(request));
}

/**
 * @param {string} path
 * @param {FormData} form
 * @param {(done: number) => void} onProgress
 * @param {string} once
 * @param {"json" | "blob"} as
 * @returns {Promise<XMLHttpRequest>}
 */
function sendForm(path, form, onProgress, once, as) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(path));
    request.responseType = as;
    for (const [name, value] of Object.entries(headersOf("POST", { form }, once))) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    request.onload = () => resolve(request);
    request.onerror = () => reject(unreached());
    request.send(form);
  });
}

/** @param {XMLHttpRequest} request */
async function problemIn(request) {
  const answer = request.response;
  if (!(answer instanceof Blob)) return answer ?? {};
  return JSON.parse((await answer.text()) || "{}");
}
