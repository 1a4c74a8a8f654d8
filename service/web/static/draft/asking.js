// A flag's question as a message to a colleague.

/**
 * @param {object} question
 * @param {string} question.ask
 * @param {string} question.quote
 * @param {string} question.where
 */
export const message = ({ ask: asked, quote, where }) =>
  [`请帮忙核实：${asked}`, quote ? `稿子里写的是：“${quote}”` : "", `（${where}）`].filter(Boolean).join("\n");
