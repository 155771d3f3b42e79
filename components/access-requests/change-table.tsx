import { ArrowRight } from "lucide-react";
import type { ChangeLine } from "@/lib/admin-api/client/access-requests";
import { sideText } from "./request-words";

/** Now → then, line by line. */
export function ChangeTable({ changes }: { changes: readonly ChangeLine[] }) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">What would change</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {changes.map(({ field, unit, before, after }) => (
          <tr key={field} className="align-baseline">
            <th scope="row" className="w-40 py-2 pr-4 text-left font-normal text-faint max-md:w-28">
              {field}
            </th>
            <td className="py-2 text-ink tabular-nums [overflow-wrap:anywhere]">
              {before === null ? null : (
                <span className="text-muted line-through decoration-faint">{sideText(before, unit)}</span>
              )}
              {before === null ? null : <ArrowRight className="mx-2 inline size-3.5 text-faint" aria-hidden />}
              <span className="font-medium">{sideText(after, unit)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
