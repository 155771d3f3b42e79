import type { ProofCellView, SignedProofView } from "@/lib/admin-api/client/proofs";

/** A route over its columns. */
export interface MatrixRoute {
  route: string;
  /** Whether each of its columns is the streamed one, in order. */
  columns: boolean[];
}

/** A control with one place per column, all routes side by side; null where it does not apply. */
export interface MatrixRow {
  id: string;
  title: string;
  promise: string;
  cells: (ProofCellView | null)[];
}

export interface MatrixView {
  routes: MatrixRoute[];
  rows: MatrixRow[];
}

/** The signed cells as a table: controls down, routes with their columns across. */
export function matrixView({ document }: SignedProofView): MatrixView {
  const at = new Map(document.cells.map((cell) => [placeOf(cell.control, cell.route, cell.streamed), cell]));
  const routes = document.routes.map(({ route }) => ({ route, columns: columnsOf(document.cells, route) }));
  const rows = document.controls.map(({ id, title, promise }) => ({
    id,
    title,
    promise,
    cells: routes.flatMap(({ route, columns }) =>
      columns.map((streamed) => at.get(placeOf(id, route, streamed)) ?? null),
    ),
  }));
  return { routes, rows };
}

/** A route without a cell keeps one column, so that it is seen to have none. */
function columnsOf(cells: readonly ProofCellView[], route: string): boolean[] {
  const kinds = new Set(cells.filter((cell) => cell.route === route).map(({ streamed }) => streamed));
  return kinds.has(true) ? [false, true] : [false];
}

function placeOf(control: string, route: string, streamed: boolean): string {
  return `${control} ${streamed} ${route}`;
}
