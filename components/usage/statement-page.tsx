"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, Lock } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { toast } from "sonner";
import { type StatementView, statementFileHref } from "@/lib/admin-api/client/statements";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { formatUsd } from "../ui/format/format-usd";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { StatusPill } from "../ui/status-pill";
import { statementQuery, useCloseStatement } from "./statement-queries";
import { CentresTable, LinesTable } from "./statement-tables";
import { centreWords, monthWords, notYetWords } from "./statement-words";
import { UsageTabs } from "./usage-tabs";

/** One month: what each cost centre is charged, and line by line why (`?centre=`). */
export function StatementPage({ month }: { month: string }) {
  const { data: statement, error, refetch } = useQuery(statementQuery(month));
  const [centre, setCentre] = useQueryState("centre", parseAsString.withOptions({ history: "push" }));
  useCrumb(monthWords(month));
  if (error && !statement) {
    return <LoadError title="This statement could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!statement) return <Skeleton className="h-96 rounded-md" />;
  const lines = statement.lines.filter((line) => centre === null || line.costCentre === centre);
  return (
    <div className="flex flex-col gap-5">
      <Header statement={statement} />
      <UsageTabs />
      <StateNotice statement={statement} />
      <CentresTable statement={statement} chosen={centre} onChoose={(next) => void setCentre(next)} />
      <Section
        title={centre === null ? "Every line" : `Lines of ${centreWords(centre)}`}
        actions={
          centre === null ? null : (
            <Button size="sm" variant="ghost" onClick={() => void setCentre(null)}>
              Show every line
            </Button>
          )
        }
      >
        <LinesTable lines={lines} />
      </Section>
    </div>
  );
}

function Header({ statement }: { statement: StatementView }) {
  const [closing, setClosing] = useState(false);
  const { month, status, totalUsd, timeZone } = statement;
  const save = (format: "csv" | "focus") => window.location.assign(statementFileHref(month, format));
  return (
    <>
      <PageHeader
        title={monthWords(month)}
        meta={
          <StatusPill tone={status === "closed" ? "good" : "neutral"}>
            {status === "closed" ? "Closed" : "Open"}
          </StatusPill>
        }
        description={`${formatUsd(totalUsd)} in all, months of ${timeZone}`}
        actions={
          <>
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button>
                  <Download />
                  Export
                </Button>
              </DropdownMenuTrigger>
              <DropdownMenuContent>
                <DropdownMenuItem onSelect={() => save("csv")}>CSV, for spreadsheets</DropdownMenuItem>
                <DropdownMenuItem onSelect={() => save("focus")}>FOCUS columns, for FinOps tools</DropdownMenuItem>
              </DropdownMenuContent>
            </DropdownMenu>
            {statement.allowedActions.includes("close") ? (
              <Button variant="primary" onClick={() => setClosing(true)}>
                <Lock />
                Close month
              </Button>
            ) : null}
          </>
        }
      />
      {closing ? <CloseDialog statement={statement} onClose={() => setClosing(false)} /> : null}
    </>
  );
}

function CloseDialog({ statement, onClose }: { statement: StatementView; onClose: () => void }) {
  const close = useCloseStatement();
  const words = monthWords(statement.month);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger={false}
      title={`Close ${words}?`}
      consequence={`${formatUsd(statement.totalUsd)} over ${statement.costCentres.length} cost centres stays as it is for good. What becomes known later is charged in the next month. This cannot be undone.`}
      action="Close month"
      typeToConfirm={statement.month}
      pending={close.isPending}
      onConfirm={() =>
        close.mutate(statement.month, {
          onSuccess: () => {
            toast.success(`${words} is closed`);
            onClose();
          },
          onError: (error) => toast.error(`${words} is not closed`, { description: error.message }),
        })
      }
    />
  );
}

function StateNotice({ statement }: { statement: StatementView }) {
  const notYet = notYetWords(statement);
  if (notYet === null) return null;
  return <Notice kind="info">This month is open: its numbers still move. {notYet}</Notice>;
}
