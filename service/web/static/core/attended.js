// Work that the service does for as long as somebody listens: its events, heard as they come.

import { ApiError, call } from "./api.js";

/** @typedef {{done: number, of: number, label: string}} Progress */

const LOST = { title: "没有做完，和服务的连接断了" };

/**
 * Asks for work and hears of it until it is done. Raises ApiError: what was refused, what failed on
 * the way, or that the line was lost; AbortError when `signal` gave it up, which ends the work.
 * @param {string} path below /api/v1
 * @param {unknown} body
 * @param {(progress: Progress) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<any>} what the work gave
 */
export async function attended(path, body, onProgress, signal) {
  const { value } = await call("POST", path, { body, signal });
  /** @type {{result: any} | null} */
  let ended = null;
  for await (const { kind, data } of eventsOf(value, signal)) {
    if (kind === "progress") onProgress(data);
    if (kind === "failed") throw new ApiError(data.status, data);
    if (kind === "done") ended = { result: data };
  }
  if (!ended) throw new ApiError(0, LOST);
  return ended.result;
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {AbortSignal} signal
 */
async function* eventsOf(stream, signal) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw signal.aborted ? error : new ApiError(0, LOST);
    });
    if (done) return;
    const texts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = texts.pop() ?? "";
    yield* texts.map(eventOf);
  }
}

/** @param {string} text its lines; one that begins with a colon only keeps the connection */
function eventOf(text) {
  const fields = new Map(text.split("\n").map((line) => {
    const [name, ...said] = line.split(": ");
    return [name, said.join(": ")];
  }));
  return { kind: fields.get("event"), data: JSON.parse(fields.get("data") ?? "null") };
}
