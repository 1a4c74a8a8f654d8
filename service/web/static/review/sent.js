// A paper as it was sent up, as a Word file.

import { download } from "../core/download.js";

/**
 * Gives a paper as it was sent up.
 * @param {{id: string, title: string}} submission
 */
export const paperInWord = ({ id, title }) => download("GET", `/submissions/${id}/paper.docx`, `${title}.docx`);
