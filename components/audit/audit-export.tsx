"use client";

import { Download } from "lucide-react";
import { auditExportUrl } from "@/lib/admin-api/client/audit";
import { Button } from "../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { type AuditView, auditQueryOf } from "./audit-filters";

/** The log as a file, narrowed as the page is; the browser takes it straight from the API. */
export function AuditExport({ view }: { view: AuditView }) {
  const save = (format: "csv" | "jsonl", whole: boolean) =>
    window.location.assign(auditExportUrl(format, whole ? {} : auditQueryOf(view, Date.now())));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>What is shown</DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => save("csv", false)}>CSV, for spreadsheets</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => save("jsonl", false)}>JSON lines</DropdownMenuItem>
        <DropdownMenuLabel>The whole log</DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => save("jsonl", true)}>JSON lines that verify offline</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
