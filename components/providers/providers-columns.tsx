"use client";

import Link from "next/link";
import type { ProviderSummary } from "@/lib/admin-api/client/providers";
import { columnsOf } from "../ui/data-table-columns";
import { NumberCell } from "../ui/number-cell";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { ProviderBadges } from "./provider-badges";
import { testStanding, worstTest } from "./test-words";

const column = columnsOf<ProviderSummary>();

/** A provider in the list. */
export const PROVIDER_COLUMNS = column.columns([
  column.accessor("name", {
    header: "Name",
    meta: { skeleton: "w-32", className: "md:w-1/4 md:min-w-44 md:max-w-0" },
    cell: ({ row: { original: provider } }) => (
      <span className="flex items-center gap-2">
        <Link
          href={`/providers/${provider.id}`}
          title={provider.name}
          className="truncate font-medium text-ink hover:underline"
        >
          {provider.name}
        </Link>
        <ProviderBadges provider={provider} />
      </span>
    ),
  }),
  column.accessor("adapterTitle", {
    header: "Kind",
    meta: { wide: true, skeleton: "w-24" },
    cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
  }),
  column.accessor("baseUrl", {
    header: "Base URL",
    meta: { wide: true, skeleton: "w-48", className: "max-w-56" },
    cell: ({ row: { original: provider } }) =>
      provider.simulated ? (
        <span className="text-faint">built in</span>
      ) : (
        <span className="block truncate font-mono text-muted text-xs" title={provider.baseUrl}>
          {provider.baseUrl}
        </span>
      ),
  }),
  column.accessor((provider) => provider.credentials[0]?.name ?? "", {
    id: "credentials",
    header: "Credential",
    meta: { wide: true, skeleton: "w-24" },
    cell: ({ row: { original: provider } }) => <CredentialsCell provider={provider} />,
  }),
  column.accessor((provider) => testStanding(worstTest(provider.credentials) ?? { lastTestOk: null }).label, {
    id: "test",
    header: "Last test",
    meta: { skeleton: "w-24" },
    cell: ({ row: { original: provider } }) => <TestCell provider={provider} />,
  }),
  column.accessor("deploymentCount", {
    header: "Deployments",
    meta: { align: "right", wide: true, skeleton: "w-6" },
    cell: ({ getValue }) => <NumberCell value={getValue()} />,
  }),
]);

function CredentialsCell({ provider }: { provider: ProviderSummary }) {
  const [first, ...rest] = provider.credentials;
  if (!first) {
    const missing = provider.credentialNeed === "required";
    return missing ? (
      <StatusPill tone="warn">Missing</StatusPill>
    ) : (
      <span className="text-faint">{provider.credentialNeed === "none" ? "not needed" : "none"}</span>
    );
  }
  return (
    <span className="text-muted">
      {first.name} <span className="font-mono text-xs">…{first.last4}</span>
      {rest.length > 0 ? <span className="text-faint"> and {rest.length} more</span> : null}
    </span>
  );
}

function TestCell({ provider }: { provider: ProviderSummary }) {
  const tested = worstTest(provider.credentials);
  if (!tested) return <span className="text-faint">—</span>;
  const { tone, label } = testStanding(tested);
  return (
    <span className="flex flex-col items-start">
      <StatusPill tone={tone}>{label}</StatusPill>
      {tested.lastTestedAt ? (
        <TimeCell value={tested.lastTestedAt} className="pl-1.5 text-faint text-xs max-md:hidden" />
      ) : null}
    </span>
  );
}
