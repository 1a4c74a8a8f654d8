// The acts that the audit knows, in the words of an office.

/** @type {Record<string, Record<string, string>>} by what they are about */
export const GROUPS = {
  登录: {
    "sign_in.begin": "登录", "sign_in.end": "退出", "sign_in.end_all": "在所有地方退出", "sign_in.many_failures": "多次登录失败",
  },
  人员: {
    "person.create": "新建人员", "person.rename": "改姓名", "person.roles": "改角色", "person.disable": "停用人员", "person.enable": "启用人员",
    "person.password": "给人换密码", "person.own_password": "改自己的密码", "person.bind": "连上统一身份认证",
  },
  密钥: { "key.add": "新建密钥", "key.revoke": "吊销密钥" },
  单位和设置: {
    "unit.create": "新建单位", "unit.change": "改单位", "kind.changed": "改文种", "kind.removed": "删文种", "rules.changed": "改规则",
    "backup.made": "做备份", "backup.verified": "核对备份",
  },
  任务和意见: {
    "assignment.created": "新建任务", "assignment.changed": "改任务", "notes.handed_in": "交入意见", "notes.sorted": "整理意见",
    "note.corrected": "改意见的归类", "notes.merged": "归并意见", "notes.split": "分开意见", "coverage.answered": "说明意见怎么办", "coverage.taken_back": "撤回说明", "note.set_aside": "意见不写入", "note.taken_back": "意见改回写入",
  },
  材料: {
    "draft.kept": "起草", "draft.restored": "恢复全文", "draft.version_kept": "留一版", "item.added": "加一条", "item.edited": "改一条", "item.moved": "移动一条",
    "item.removed": "删一条", "item.restored": "恢复一条", "item.regenerated": "重新起草一条", "heading.edited": "改标题", "flags.kept": "核对", "flag.dismissed": "不用改", "flag.accepted": "采纳提示", "flag.reopened": "重新提示",
  },
  报送和审核: { "submission.submitted": "报送", "submission.withdrawn": "撤回报送", "submission.reviewed": "审核" },
  台账: { "ledger.made": "生成台账", "ledger.line_added": "台账加一行", "ledger.line_edited": "改台账", "ledger.line_removed": "台账删一行" },
};

/** @type {Record<string, string>} */
const WORDS = Object.assign({}, ...Object.values(GROUPS));

/** @param {string} action */
export const actionWord = (action) => WORDS[action] ?? `其他（${action}）`;
