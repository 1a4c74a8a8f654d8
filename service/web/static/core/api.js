// The one door to the service. Every answer that is no success is an ApiError that says what to do.

import { me, renew } from "./session.js";

const ROOT = "/api/v1";

/** What the service, or the line to it, said instead of an answer. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 when the service was not reached
   * @param {{title?: string, detail?: string, current?: string, version?: number, yours?: string}} problem
   */
  constructor(status, problem) {
    super([problem.title, problem.detail].filter(Boolean).join("："));
    this.status = status;
    this.problem = problem;
  }

  /** Whether somebody else saved first. */
  get stale() {
    return this.status === 409 && this.problem.current !== undefined;
  }

  /** Whether the service could not be reached at all. */
  get offline() {
    return this.status === 0;
  }
}

/**
 * @typedef {object} Options
 * @property {unknown} [body] sent as JSON
 * @property {FormData} [form] sent as a form, with files
 * @property {number | string} [version] what was read: goes into If-Match
 * @property {Record<string, string | number | boolean | null | undefined | string[]>} [query]
 * @property {AbortSignal} [signal]
 * @property {string} [once] an Idempotency-Key of the caller's; every POST has one anyhow
 */

/** @type {() => Promise<void>} */
let signInAgain = () => Promise.reject(new ApiError(401, { title: "请先登录" }));

/**
 * What to do when the sign-in has ended: resolves once somebody has signed in again.
 * @param {() => Promise<void>} ask
 */
export function onSignedOut(ask) {
  signInAgain = ask;
}

/** Resolves once somebody has signed in again. */
export const signedInAgain = () => signInAgain();

/**
 * Asks the service. Raises ApiError.
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {Options} [options]
 * @returns {Promise<{value: any, version: number, response: Response}>}
 */
export async function call(method, path, options = {}) {
  // Made before the first try: whatever is sent again after a lost line is done once.
  const once = options.once ?? newKey();
  let response = await send(method, path, options, once);
  while (response.status === 401 && path !== "/sign-in") {
    await signInAgain();
    response = await send(method, path, options, once);
  }
  if (!response.ok) throw await problemOf(response);
  const tag = response.headers.get("etag") ?? "";
  return { value: await contentOf(response), version: Number(tag.replace(/\D/g, "")), response };
}

/**
 * @template [Value=any]
 * @param {string} path
 * @param {Options["query"]} [query]
 * @returns {Promise<Value>}
 */
export const get = async (path, query) => (await call("GET", path, { query })).value;

/**
 * @param {string} path
 * @param {unknown} [body]
 * @param {Options} [options]
 */
export const post = async (path, body, options = {}) =>
  (await call("POST", path, { body, ...options })).value;

/**
 * @param {string} path
 * @param {unknown} body
 * @param {number} version
 */
export const patch = async (path, body, version) =>
  (await call("PATCH", path, { body, version })).value;

/**
 * @param {string} path
 * @param {unknown} body
 * @param {number} [version]
 */
export const put = async (path, body, version) => (await call("PUT", path, { body, version })).value;

/**
 * @param {string} path
 * @param {number} [version]
 */
export const remove = async (path, version) => (await call("DELETE", path, { version })).value;

/**
 * Every entry of a list that comes in pages.
 * @param {string} path
 * @param {Options["query"]} [query]
 * @param {number} [most]
 * @returns {Promise<any[]>}
 */
export async function all(path, query = {}, most = 2000) {
  /** @type {any[]} */
  const found = [];
  let after = null;
  do {
    /** @type {{items: any[], next: string | null}} */
    const page = await get(path, { limit: 200, ...query, after });
    found.push(...page.items);
    after = page.next;
  } while (after && found.length < most);
  return found;
}

/** Where a file can be downloaded from. @param {string} path */
export const addressOf = (path) => ROOT + path;

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @param {string} once
 */
async function send(method, path, options, once) {
  const { body, form, signal } = options;
  try {
    return await fetch(ROOT + path + queryOf(options.query), {
      method,
      signal,
      credentials: "same-origin",
      cache: "no-store",
      headers: headersOf(method, options, once),
      body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreached();
  }
}

/** What is raised where the service was not reached. */
export const unreached = () =>
  new ApiError(0, { title: "连不上服务", detail: "改动还在这个页面里，恢复连接后会继续；请不要关闭页面" });

/**
 * @param {string} method
 * @param {Options} options
 * @param {string} once
 * @returns {Record<string, string>}
 */
export function headersOf(method, options, once) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json, */*" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
  if (method === "POST") headers["Idempotency-Key"] = once;
  const csrf = me()?.csrf;
  if (csrf && method !== "GET") headers["X-CSRF-Token"] = csrf;
  return headers;
}

/** @param {Options["query"]} query */
function queryOf(query) {
  const made = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") made.append(name, String(one));
    }
  }
  const text = made.toString();
  return text ? `?${text}` : "";
}

/** @param {Response} response */
async function contentOf(response) {
  if (response.status === 204) return null;
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("event-stream")) return response.body;
  return type.includes("json") ? response.json() : response.blob();
}

/** @param {Response} response */
async function problemOf(response) {
  const type = response.headers.get("content-type") ?? "";
  const told = type.includes("json") ? await response.json() : { title: `服务答复 ${response.status}` };
  return new ApiError(response.status, told);
}

/** A key that nobody else has; crypto.randomUUID is newer than the oldest browser. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Signs in and lets the page go on under the new sign-in.
 * @param {string} login
 * @param {string} password
 */
export async function signIn(login, password) {
  const { value } = await call("POST", "/sign-in", { body: { login, password } });
  renew(value);
  return value;
}
