/* Rows as comma-separated values (RFC 4180). Pure. */

const field = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/* What it is about stands below the rows, each line after a #. */
export function format(rows, about = []) {
  return [...rows.map((row) => row.map(field).join(",")), ...about.map((line) => `# ${line}`), ""].join("\r\n");
}
