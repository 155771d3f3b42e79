/** A line of RFC 4180 CSV that a spreadsheet neither splits nor runs: a leading `= + - @` is made text (OWASP, CSV injection). */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => cellOf(String(cell ?? ""))).join(",")}\r\n`;
}

function cellOf(text: string): string {
  const safe = /^\s*[=+\-@]|^[\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
