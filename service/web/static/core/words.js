// The words for what the service tells in names of its own.

/** @type {Record<string, string>} */
export const ASSIGNMENT_STATES = { open: "编写中", submitted: "已报送", returned: "已退回", passed: "已通过", closed: "已结束" };
/** @type {Record<string, string>} */
export const SUBMISSION_STATES = { submitted: "待审核", returned: "已退回", passed: "已通过", withdrawn: "已撤回" };
/** @type {Record<string, string>} */
export const VERDICTS = { comment: "意见", returned: "退回", passed: "通过" };
/** @type {Record<string, string>} */
export const JOB_STATES = { queued: "排队中", running: "进行中", waiting: "等待模型", done: "已完成", failed: "没有办成", cancelled: "已取消" };
/** @type {Record<string, string>} */
export const TASKS = { ingest: "资料入库", sort: "整理意见", draft: "起草", redraft: "重新起草一条", check: "核对", review: "审阅" };
/** @type {Record<string, string>} */
export const LEVELS = { error: "必改", warning: "应改", suggestion: "建议" };
/** @type {Record<string, string>} */
export const ROUTES = { draft: "写入材料", clue: "线索", beyond: "超出权限" };
/** @type {Record<string, string>} */
export const COVERAGE = { reflected: "已写入", partly: "部分写入", missing: "没有写入", set_aside: "说明不写" };
/** @type {Record<string, string>} */
export const ITEM_ROLES = { problem: "问题", cause: "原因", measure: "措施", other: "正文" };
/** @type {Record<string, string>} */
export const ROLES = { drafter: "起草人", head: "单位负责人", reviewer: "审核人", administrator: "管理员" };
/** @type {Record<string, string>} */
export const MATERIAL_ROLES = { "own-past": "本单位往年材料", peer: "其他单位材料", guidance: "上级文件" };
/** @type {Record<string, string>} */
export const PERMISSIONS = { read: "查看", write: "修改", draft: "起草", submit: "报送", review: "审核", administer: "管理" };
/** @type {Record<string, string>} */
export const CAUSES = { draft: "起草", edit: "修改", regenerate: "重新起草", restore: "恢复", insert: "写入意见", add: "添加", move: "移动", remove: "删去" };

/**
 * The word for a name; the name itself where there is none.
 * @param {Record<string, string>} table
 * @param {string | null | undefined} name
 */
export const word = (table, name) => table[name ?? ""] ?? name ?? "";
