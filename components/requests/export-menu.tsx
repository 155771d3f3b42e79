"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, FileDown } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { createRequestExport, type RequestExport, requestExportFile } from "@/lib/admin-api/client/request-exports";
import { Button } from "../ui/button";
import { formatCount } from "../ui/format/format-number";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { TimeCell } from "../ui/time-cell";
import { type RequestView, requestQueryOf } from "./request-filters";
import { requestExportsQuery } from "./requests-queries";

/** What the page shows, as a file: written in the background, followed here, kept for a day. */
export function ExportMenu({ view }: { view: RequestView }) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { data: exports } = useQuery({ ...requestExportsQuery(), enabled: open });
  const create = useMutation({
    mutationFn: (format: RequestExport["format"]) => createRequestExport({ format, filter: filterOf(view) }),
    onSuccess: () => {
      toast.success("The export is being written. You can leave the page.");
      void client.invalidateQueries({ queryKey: requestExportsQuery().queryKey });
    },
  });
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button>
          <FileDown aria-hidden />
          Export
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Export" className="w-96 max-w-[calc(100vw-2rem)]">
        <div className="flex flex-col gap-2 border-b p-3">
          <p className="text-muted text-sm">
            Every call in this view, up to a million. Prompts and answers are not in it.
          </p>
          <div className="flex gap-2">
            <Button size="sm" variant="primary" pending={create.isPending} onClick={() => create.mutate("csv")}>
              Export as CSV
            </Button>
            <Button size="sm" pending={create.isPending} onClick={() => create.mutate("jsonl")}>
              Export as JSON lines
            </Button>
          </div>
        </div>
        {exports && exports.length > 0 ? (
          <ul className="max-h-72 overflow-y-auto">
            {exports.map((one) => (
              <ExportRow key={one.id} one={one} />
            ))}
          </ul>
        ) : (
          <p className="p-3 text-faint text-sm">No export of yours is kept.</p>
        )}
      </PopoverContent>
    </Popover>
  );
}

function ExportRow({ one }: { one: RequestExport }) {
  const isUnderWay = one.state === "waiting" || one.state === "running";
  return (
    <li className="flex items-center gap-3 border-b px-3 py-2 last:border-b-0">
      <div className="min-w-0 flex-1 text-sm">
        <p className="text-ink">
          {one.format === "csv" ? "CSV" : "JSON lines"} · {formatCount(one.rows)} calls{one.isCut ? ", cut" : ""}
        </p>
        <p className="text-faint text-xs">
          {one.state === "failed" ? one.failure : null}
          {one.state === "waiting" ? "Waits for its turn" : null}
          {one.state === "running" ? `${one.percent}% written` : null}
          {one.state === "done" && one.expiresAt ? (
            <>
              Kept until <TimeCell value={one.expiresAt} />
            </>
          ) : null}
        </p>
        {isUnderWay ? (
          <progress className="h-1 w-full accent-accent" aria-label="Progress" max={100} value={one.percent} />
        ) : null}
      </div>
      {one.state === "done" ? (
        <Button asChild size="sm">
          <a href={requestExportFile(one.id)} download>
            <Download aria-hidden />
            Download
          </a>
        </Button>
      ) : null}
    </li>
  );
}

function filterOf(view: RequestView): Record<string, string> {
  return Object.fromEntries(
    Object.entries(requestQueryOf(view, Date.now())).map(([name, value]) => [name, String(value)]),
  );
}
