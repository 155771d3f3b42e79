import type { Control, ProvenRoute } from "./control";
import type { ProofColumn, SignedCell } from "./document/proof-document";
import type { RouteSample } from "./samples/route-sample";

/** A cell that will be tried. */
export interface PlannedCell {
  route: ProvenRoute;
  column: ProofColumn;
  control: Control;
  sample: RouteSample;
}

/** Every cell of the matrix: what can be tried, and what fails because nobody says how a call through its route looks. */
export interface Matrix {
  planned: PlannedCell[];
  unproven: SignedCell[];
}

interface MatrixParts {
  routes: readonly ProvenRoute[];
  controls: readonly Control[];
  samples: Readonly<Record<string, RouteSample>>;
}

/** Route × control × column, from the gateway's own route table: a new route is in it without anybody's doing. */
export function planMatrix({ routes, controls, samples }: MatrixParts): Matrix {
  const planned: PlannedCell[] = [];
  const unproven: SignedCell[] = [];
  for (const route of routes) {
    const sample = samples[route.name];
    for (const control of controls) {
      const columns = control.appliesTo(route);
      if (sample === undefined) unproven.push(...columns.map((column) => withoutProof(route, control, column)));
      else planned.push(...both(columns, sample).map((column) => ({ route, column, control, sample })));
    }
  }
  return { planned, unproven };
}

function both(columns: readonly ProofColumn[], sample: RouteSample): ProofColumn[] {
  return columns.filter((column) => sample.columns.includes(column));
}

function withoutProof(route: ProvenRoute, control: Control, column: ProofColumn): SignedCell {
  return {
    route: route.name,
    streamed: column === "streamed",
    control: control.id,
    passed: false,
    expected: control.promise,
    seen: "no proof: lib/proof/samples has no sample call for this route",
    requestIds: [],
    durationMs: 0,
  };
}

/** Cells in the matrix's own order, whichever was finished first. */
export function inMatrixOrder(cells: readonly SignedCell[], { routes, controls }: MatrixParts): SignedCell[] {
  const rank = (cell: SignedCell) =>
    routes.findIndex(({ name }) => name === cell.route) * controls.length * 2 +
    controls.findIndex(({ id }) => id === cell.control) * 2 +
    (cell.streamed ? 1 : 0);
  return cells.toSorted((left, right) => rank(left) - rank(right));
}
