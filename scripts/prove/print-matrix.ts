import type { ProofCellView, SignedProofView } from "@/lib/admin-api/schemas/proofs";

interface Paint {
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
}

const code = (number: number) => (text: string) => `\u001b[${number}m${text}\u001b[0m`;
const COLOURS: Paint = { good: code(32), bad: code(31), faint: code(2) };
const PLAIN: Paint = { good: String, bad: String, faint: String };

/** Cells are as wide as this, so that colours do not count. */
const CELL = 9;

/** The matrix as a table of lines: a block per route, a row per control, then what every red cell expected and saw. */
export function matrixLines({ document }: SignedProofView, isColoured: boolean): string[] {
  const paint = isColoured ? COLOURS : PLAIN;
  const width = Math.max(...document.controls.map(({ title }) => title.length)) + 4;
  const lines: string[] = [];
  for (const { route, meter } of document.routes) {
    const cells = document.cells.filter((cell) => cell.route === route);
    const streams = cells.some(({ streamed }) => streamed);
    const head = streams ? ["whole", "streamed"] : ["whole"];
    lines.push(
      "",
      `${route.padEnd(width)}${paint.faint(
        head
          .map((name) => name.padEnd(CELL))
          .join("")
          .trimEnd(),
      )}`,
    );
    if (cells.length === 0) lines.push(paint.bad(`  no control was tried on this route (${meter})`));
    for (const { id, title } of document.controls) {
      const row = cells.filter((cell) => cell.control === id);
      if (row.length > 0) lines.push(`  ${title.padEnd(width - 2)}${marks(row, streams, paint)}`);
    }
  }
  return [...lines, ...document.cells.filter(({ passed }) => !passed).flatMap((cell) => redLines(cell, paint))];
}

function marks(row: readonly ProofCellView[], streams: boolean, paint: Paint): string {
  return (streams ? [false, true] : [false])
    .map((streamed) => {
      const cell = row.find((one) => one.streamed === streamed);
      if (cell === undefined) return paint.faint(pad("-", streamed));
      return cell.passed ? paint.good(pad("held", streamed)) : paint.bad(pad("BROKEN", streamed));
    })
    .join("");
}

/** The last column of a line needs no room behind it. */
function pad(word: string, isLast: boolean): string {
  return isLast ? word : word.padEnd(CELL);
}

function redLines(cell: ProofCellView, paint: Paint): string[] {
  const where = `${cell.control} on ${cell.route}${cell.streamed ? ", streamed" : ""}`;
  return [
    "",
    paint.bad(`BROKEN ${where}`),
    `  expected  ${cell.expected}`,
    `  seen      ${cell.seen}`,
    ...(cell.requestIds.length > 0 ? [`  requests  ${cell.requestIds.join(", ")}`] : []),
  ];
}
