// One's own account: who one is, password, sign-ins elsewhere, and keys for programs.

import { get, post, remove } from "../core/api.js";
import { moment } from "../core/dates.js";
import { ask, sure } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { guarded, say, wordsOf } from "../core/notice.js";
import { me } from "../core/session.js";
import { screen } from "../core/shell.js";
import { PERMISSIONS, ROLES, word } from "../core/words.js";

/** @typedef {import("../../types/api").ApiKey} ApiKey */
/** @typedef {import("../../types/api").Person} Person */
/** @typedef {import("../../types/api").Unit} Unit */

/** @type {Map<string, string>} unit names by id */
const units = new Map();

screen(async () => {
  const { items } = await get("/units");
  for (const unit of /** @type {Unit[]} */ (items)) units.set(unit.id, unit.name);
  if (me()?.local) return showLocal();
  /** @type {Person} */
  const person = await get(`/people/${me()?.person}`);
  showAbout(person);
  /** @type {HTMLInputElement} */ (byId("login-name")).value = person.login;
  byId("password-part").hidden = byId("elsewhere").hidden = !person.has_password;
  await showKeys();
});

function showLocal() {
  fill(byId("about"), h("dt", {}, "使用方式"), h("dd", {}, "只在这台电脑上使用，不用登录"));
  byId("password-part").hidden = byId("elsewhere").hidden = true;
  fill(byId("keys"), h("p", { class: "mute" }, "在本机使用时，其他程序不需要密钥。"));
  byId("new-key").hidden = true;
}

/** @param {Person} person */
function showAbout(person) {
  const roles = person.memberships.map((one) => h("div", {}, `${one.unit ? units.get(one.unit) ?? "" : "全系统"}：${word(ROLES, one.role)}`));
  fill(byId("about"),
    h("dt", {}, "姓名"), h("dd", {}, person.name),
    h("dt", {}, "登录名"), h("dd", {}, person.login),
    h("dt", {}, "单位和角色"), h("dd", {}, roles.length ? roles : "还没有角色，请找管理员"),
    h("dt", {}, "登录到期"), h("dd", {}, moment(me()?.expires_at)));
}

async function showKeys() {
  /** @type {ApiKey[]} */
  const keys = (await get(`/people/${me()?.person}/keys`)).items;
  const live = keys.filter((key) => !key.revoked_at);
  if (!live.length) return fill(byId("keys"), h("p", { class: "mute" }, "没有密钥。只有要让别的办公系统读写材料时才需要。"));
  const columns = ["名称", "单位", "能办的事", "新建", "上次使用", "到期", ""];
  return fill(byId("keys"), h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name || h("span", { class: "vh" }, "操作"))))),
    h("tbody", {}, live.map(rowOf)))));
}

/** @param {ApiKey} key */
function rowOf(key) {
  const revoke = button("吊销", async () => {
    if (!(await sure("吊销这把密钥？", `用“${key.name}”的系统从此连不上，而且不能恢复。`, "吊销"))) return;
    await guarded(async () => { await remove(`/keys/${key.id}`); say("已吊销"); await showKeys(); });
  }, { class: "plain", "aria-label": `吊销 ${key.name}` });
  return h("tr", {},
    h("th", { scope: "row" }, `${key.name}（${key.prefix}…）`), h("td", {}, units.get(key.unit) ?? ""),
    h("td", {}, key.permissions.map((one) => word(PERMISSIONS, one)).join("、")), h("td", {}, moment(key.created_at)),
    h("td", {}, moment(key.used_at) || "还没有用过"), h("td", {}, moment(key.expires_at) || "不限"), h("td", {}, revoke));
}

async function makeKey() {
  const own = [...new Set([...(me()?.writes ?? []), ...(me()?.administers ?? []), ...(me()?.reviews ?? [])])];
  const permissions = me()?.permissions ?? [];
  /** @type {{secret: string} | undefined} */
  let made;
  const done = await ask({
    title: "新建密钥",
    confirm: "新建",
    fields: [
      { name: "name", label: "给哪个系统用", required: true, maxlength: 100, hint: "例如：公文系统" },
      { name: "unit", label: "只管哪个单位", type: "select", options: own.map((id) => ({ value: id, label: units.get(id) ?? id })) },
      ...permissions.map((one) => /** @type {import("../core/dialog.js").Field} */ ({ name: one, label: `可以${word(PERMISSIONS, one)}`, type: "checkbox", value: one === "read" ? "yes" : "" })),
      { name: "until", label: "用到哪一天（不填就不限）", type: "date" },
    ],
    act: async (values) => {
      const chosen = permissions.filter((one) => values[one] === "yes");
      if (!chosen.length) throw "至少要选一件能办的事";
      const until = values.until ? new Date(`${values.until}T23:59:59`).toISOString() : null;
      made = await post("/keys", { unit: values.unit, name: values.name, permissions: chosen, expires_at: until });
    },
  });
  if (!done || !made) return;
  await ask({
    title: "请现在就抄下密钥", must: true, confirm: "已经抄好了",
    body: ["关上以后再也看不到。丢了就吊销它，另建一把。", h("code", { class: "secret" }, made.secret)],
  });
  await guarded(showKeys);
}

byId("new-key").addEventListener("click", () => guarded(makeKey));

byId("everywhere").addEventListener("click", () => guarded(async () => {
  if (!(await sure("在所有地方退出？", "这台电脑也要重新登录。", "全部退出"))) return;
  await post("/sign-out/everywhere");
  location.assign("/sign-in");
}));

/** @type {HTMLFormElement} */
const form = byId("password");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const values = new FormData(form);
  const said = byId("password-said");
  said.hidden = true;
  try {
    if (values.get("new") !== values.get("again")) throw "两遍新密码不一样，请再写一次";
    await post("/me/password", { old: values.get("old"), new: values.get("new") });
    form.reset();
    say("密码已改；在别处的登录都已退出");
  } catch (error) {
    said.textContent = wordsOf(error);
    said.hidden = false;
  }
});
