import { ADMIN_ERROR_CODES } from "@/lib/errors/admin-error-codes";
import type { AdminRoute } from "./define-route";
import { describeFields } from "./describe-fields";

/** The API's readable page: one file without scripts, fonts or anything else from elsewhere. */
export function renderDocsPage(routes: readonly AdminRoute[]): string {
  const tags = [...new Set(routes.map((route) => route.tag))];
  const menu = tags.map((tag) => `<a href="#tag-${slug(tag)}">${escapeHtml(tag)}</a>`).join("");
  const groups = tags.map((tag) =>
    group(
      tag,
      routes.filter((route) => route.tag === tag),
    ),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Gatehouse management API</title><style>${STYLE}</style></head><body>
<nav><strong>Gatehouse API</strong>${menu}<a href="#errors">errors</a></nav>
<main><h1>Management API</h1>
<p>Base path <code>/api/admin</code>, described for machines in <a href="/api/admin/openapi.json">openapi.json</a> (OpenAPI 3.1).
Send an API token as <code>Authorization: Bearer ghp_…</code>. Money is decimal strings in USD, times are RFC 3339 UTC.
Lists answer <code>items</code> and <code>nextCursor</code>; send it back as <code>?cursor=</code>.
Changes take an <code>Idempotency-Key</code>: the same key with the same body runs once.</p>
${groups.join("")}${errorTable()}</main></body></html>`;
}

function group(tag: string, routes: readonly AdminRoute[]): string {
  return `<section id="tag-${slug(tag)}"><h2>${escapeHtml(tag)}</h2>${routes.map(entry).join("")}</section>`;
}

function entry(route: AdminRoute): string {
  const parts = [
    fieldTable("Path", route.params),
    fieldTable("Query", route.query),
    fieldTable("Body", route.body),
    fieldTable(`Answer ${route.status}`, route.answer ?? undefined),
  ];
  return `<details id="${escapeHtml(route.verbName)}"><summary><b class="${route.method}">${route.method.toUpperCase()}</b>
<code>${escapeHtml(route.path)}</code><span>${escapeHtml(route.summary)}</span></summary>
<p>${escapeHtml(route.description ?? "")} Needs <code>${escapeHtml(route.permission)}</code>.</p>${parts.join("")}</details>`;
}

function fieldTable(title: string, schema: AdminRoute["body"]): string {
  const fields = schema === undefined ? [] : describeFields(schema);
  if (fields.length === 0) return "";
  const rows = fields.map(
    (field) =>
      `<tr><td><code>${escapeHtml(field.name)}</code></td><td>${escapeHtml(field.type)}</td><td>${field.required ? "required" : ""}</td><td>${escapeHtml(field.description)}</td></tr>`,
  );
  return `<h3>${escapeHtml(title)}</h3><table>${rows.join("")}</table>`;
}

function errorTable(): string {
  const rows = Object.entries(ADMIN_ERROR_CODES).map(
    ([code, entry]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${entry.status}</td><td>${escapeHtml(entry.title)}</td></tr>`,
  );
  return `<section id="errors"><h2>errors</h2><p>Every refusal is <code>application/problem+json</code> with a stable <code>code</code>
and a <code>detail</code> that says what to do.</p><table>${rows.join("")}</table></section>`;
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#e4e4e7,#27272a);--soft:light-dark(#f4f4f5,#18181b);--muted:light-dark(#52525b,#a1a1aa);--accent:light-dark(#4338ca,#a5b4fc)}
body{margin:0;font:14px/1.6 system-ui,sans-serif;background:light-dark(#fff,#09090b);color:light-dark(#18181b,#fafafa)}
nav{position:fixed;inset:0 auto 0 0;width:200px;overflow:auto;padding:24px 20px;border-right:1px solid var(--line);display:flex;flex-direction:column;gap:6px}
nav a{color:var(--muted);text-decoration:none}nav a:hover{color:var(--accent)}
main{margin-left:240px;max-width:900px;padding:24px 32px 80px}h1{font-size:24px;margin:0 0 8px}h2{font-size:17px;margin:40px 0 8px;text-transform:capitalize}
h3{font-size:12px;color:var(--muted);margin:12px 0 4px}a{color:var(--accent)}code{font:12.5px ui-monospace,monospace}
details{border:1px solid var(--line);border-radius:8px;margin:6px 0;padding:0 14px}summary{padding:9px 0;cursor:pointer;display:flex;gap:12px;align-items:baseline}
summary span{color:var(--muted);margin-left:auto;text-align:right}summary b{width:56px;font-size:11px}
.get{color:light-dark(#1d4ed8,#93c5fd)}.post{color:light-dark(#15803d,#86efac)}.put,.patch{color:light-dark(#b45309,#fcd34d)}.delete{color:light-dark(#b91c1c,#fca5a5)}
table{width:100%;table-layout:fixed;border-collapse:collapse;margin-bottom:12px}td{overflow-wrap:anywhere}td:nth-child(1){width:22%}td:nth-child(2){width:24%}details td:nth-child(3){width:12%}td{border-top:1px solid var(--line);padding:5px 12px 5px 0;vertical-align:top}td:nth-child(3){color:var(--muted)}
tr:target{background:var(--soft)}@media(max-width:800px){nav{position:static;width:auto;border:0}main{margin:0}summary{flex-wrap:wrap}}`;
