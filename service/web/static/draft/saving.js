// Saves what is typed, item by item: soon after the last key, on leaving the item and the page, and
// again and again while the line or the service is gone.

import { ApiError, call } from "../core/api.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { wordsOf as errorWords } from "../core/notice.js";
import { changesOf, same } from "./desk.js";
import { forget, remember } from "./unsaved.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./desk.js").Words} Words */

const QUIET_MS = 600;
const REMEMBER_MS = 80;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

export class Saver {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Map<string, number>} timers by item */
    this.timers = new Map();
    /** @type {Map<string, Promise<void>>} */
    this.running = new Map();
    /** @type {Set<Entry>} */
    this.unremembered = new Set();
    this.rememberTimer = 0;
    this.retryMs = FIRST_RETRY_MS;
    desk.on("edited", (entry) => this.#edited(entry));
    addEventListener("online", () => this.saveAll());
    askBeforeLeaving(() => this.#leaving());
    addEventListener("pagehide", () => this.#remember());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.saveAll(); });
  }

  /** The items whose words the service does not have. */
  unsaved() {
    return [...this.desk.entries.values()].filter((entry) => entry.saving !== "saved");
  }

  /** Saves everything now; settles when that is done or has failed. */
  async saveAll() {
    await Promise.all(this.unsaved().filter((entry) => entry.saving !== "conflict").map((entry) => this.save(entry)));
  }

  /**
   * Saves one item now, with what was typed while it was saved.
   * @param {Entry} entry
   * @returns {Promise<void>}
   */
  async save(entry) {
    clearTimeout(this.timers.get(entry.id));
    const running = this.running.get(entry.id);
    if (running) {
      await running;
      if (entry.saving === "unsaved") await this.save(entry);
      return;
    }
    if (entry.saving === "saved" || entry.saving === "conflict") return;
    const work = this.#send(entry).finally(() => this.running.delete(entry.id));
    this.running.set(entry.id, work);
    await work;
  }

  /** @param {Entry} entry */
  #edited(entry) {
    this.unremembered.add(entry);
    this.rememberTimer ||= setTimeout(() => this.#remember(), REMEMBER_MS);
    if (entry.saving === "conflict") return;
    this.#state(entry, "unsaved");
    this.#later(entry, QUIET_MS);
  }

  /**
   * @param {Entry} entry
   * @param {number} ms
   */
  #later(entry, ms) {
    clearTimeout(this.timers.get(entry.id));
    this.timers.set(entry.id, setTimeout(() => this.save(entry), ms));
  }

  /** @param {Entry} entry */
  async #send(entry) {
    const sent = { ...entry.words };
    const body = changesOf(entry, sent);
    if (!Object.keys(body).length) return this.#done(entry);
    this.#state(entry, "saving");
    try {
      const path = `/drafts/${this.desk.draft.id}/items/${encodeURIComponent(entry.id)}`;
      const { value } = await call("PATCH", path, { body, version: entry.version });
      this.desk.keep(entry, value, sent);
      this.retryMs = FIRST_RETRY_MS;
      if (same(entry.words, sent)) this.#done(entry);
      else this.#edited(entry);
    } catch (error) {
      this.#failed(entry, error);
    }
  }

  /** @param {Entry} entry */
  #done(entry) {
    entry.kept = { ...entry.words };
    this.unremembered.delete(entry);
    forget(this.desk.draft.id, entry.id);
    this.#state(entry, "saved");
  }

  /**
   * @param {Entry} entry
   * @param {unknown} error
   */
  #failed(entry, error) {
    const known = error instanceof ApiError ? error : null;
    if (known?.stale || known?.status === 404) {
      this.#state(entry, "conflict", errorWords(error));
    } else if (!known || known.offline || known.status >= 500 || known.status === 429) {
      // What the page itself did wrong is tried again, too: giving up would lose words.
      this.#later(entry, this.retryMs);
      this.retryMs = Math.min(2 * this.retryMs, LONGEST_RETRY_MS);
      this.#state(entry, "failed", known?.offline ? "连不上服务，正在重试" : "没保存上，正在重试");
    } else {
      this.#state(entry, "refused", errorWords(error));
    }
  }

  /**
   * @param {Entry} entry
   * @param {import("./desk.js").Saving} saving
   * @param {string} [trouble]
   */
  #state(entry, saving, trouble = "") {
    if (entry.saving === saving && entry.trouble === trouble) return;
    entry.saving = saving;
    entry.trouble = trouble;
    this.desk.tell("saving", entry);
  }

  /**
   * A conflict that a person has decided: goes on from `version` with the words on the page.
   * @param {Entry} entry
   * @param {number} version
   */
  decided(entry, version) {
    entry.version = version;
    this.#state(entry, "unsaved");
    return this.save(entry);
  }

  /** The page's words are the service's again. @param {Entry} entry */
  settled(entry) {
    clearTimeout(this.timers.get(entry.id));
    this.#done(entry);
  }

  #remember() {
    clearTimeout(this.rememberTimer);
    this.rememberTimer = 0;
    for (const entry of this.unremembered) {
      remember(this.desk.draft.id, { id: entry.id, words: entry.words, version: entry.version });
    }
    this.unremembered.clear();
  }

  /** Keeps what it can; whether words would be lost all the same. */
  #leaving() {
    this.#remember();
    if (!this.unsaved().length) return false;
    this.saveAll();
    return true;
  }
}
