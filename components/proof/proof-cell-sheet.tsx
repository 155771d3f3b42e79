"use client";

import Link from "next/link";
import type { ProofCellView, SignedProofView } from "@/lib/admin-api/client/proofs";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { formatDuration } from "../ui/format/format-duration";
import { Sheet } from "../ui/sheet";
import { StatusPill } from "../ui/status-pill";
import { columnWord } from "./proof-words";

interface ProofCellSheetProps {
  signed: SignedProofView;
  cell: ProofCellView;
  onClose: () => void;
}

/** One cell: what was promised, what was expected, what was seen, and the records of the calls. */
export function ProofCellSheet({ signed, cell, onClose }: ProofCellSheetProps) {
  const control = signed.document.controls.find(({ id }) => id === cell.control);
  const items: Definition[] = [
    {
      term: "Result",
      value: <StatusPill tone={cell.passed ? "good" : "bad"}>{cell.passed ? "Held" : "Broken"}</StatusPill>,
    },
    { term: "Route", value: <code className="font-mono text-xs">{cell.route}</code> },
    { term: "Answer", value: columnWord(cell.streamed) },
    { term: "Expected", value: cell.expected },
    { term: "Seen", value: cell.seen },
    { term: "Took", value: formatDuration(cell.durationMs) },
  ];
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={control?.title ?? cell.control}
      {...(control ? { description: control.promise } : {})}
    >
      <DefinitionList items={items} />
      <h3 className="mt-5 mb-1 font-medium text-ink text-sm">Calls</h3>
      {cell.requestIds.length === 0 ? (
        <p className="text-faint text-sm">None of its calls has a record.</p>
      ) : (
        <ul className="flex flex-col">
          {cell.requestIds.map((id) => (
            <li key={id}>
              <Link
                href={`/requests/${id}`}
                className="inline-block rounded-xs py-1 font-mono text-accent-ink text-xs hover:underline"
              >
                {id}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
