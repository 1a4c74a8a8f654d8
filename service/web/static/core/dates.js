// Days and times as people write them.

/** @param {string | null | undefined} iso a date, 2026-11-21 */
export function day(iso) {
  const [year, month, date] = (iso ?? "").split("-").map(Number);
  return year && month && date ? `${year}年${month}月${date}日` : "";
}

/** @param {string | Date | null | undefined} instant */
export function moment(instant) {
  if (!instant) return "";
  const at = new Date(instant);
  const time = `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return `今天 ${time}`;
  const short = `${at.getMonth() + 1}月${at.getDate()}日 ${time}`;
  return at.getFullYear() === now.getFullYear() ? short : `${at.getFullYear()}年${short}`;
}

/**
 * How long until a day: 今天, 还有3天, 已过2天; "" without one.
 * @param {string | null | undefined} iso
 */
export function daysLeft(iso) {
  if (!iso) return "";
  const today = new Date();
  const [year, month, date] = iso.split("-").map(Number);
  const days = Math.round((Date.UTC(year ?? 0, (month ?? 1) - 1, date) - Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())) / 86_400_000);
  if (days === 0) return "今天到期";
  return days > 0 ? `还有${days}天` : `已过${-days}天`;
}

/** @param {number} bytes */
export const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
