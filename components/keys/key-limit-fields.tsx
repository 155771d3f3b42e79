"use client";

import { useQuery } from "@tanstack/react-query";
import { limitText, quotaName } from "../quotas/quota-words";
import { quotasQuery } from "../quotas/quotas-queries";
import { scopeNameFromKey } from "../quotas/scope-words";
import { projectsQuery } from "../teams/projects-queries";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { KEY_LIMITS, type LimitField } from "./issue-draft";
import { KEY_HELP } from "./key-help";

export interface KeyLimitFieldsProps {
  projectId: string | null;
  limits: Record<LimitField, string>;
  onChange: (limits: Record<LimitField, string>) => void;
  problem: (path: string) => string | undefined;
}

/** Limits of the key itself, where the person may set them, beside those that hold around it anyway. */
export function KeyLimitFields({ projectId, limits, onChange, problem }: KeyLimitFieldsProps) {
  const { data: projects } = useQuery(projectsQuery());
  const project = projects?.find((one) => one.id === projectId);
  const mayLimit = project?.allowedActions.includes("set_quota") ?? true;
  return (
    <>
      {mayLimit ? (
        <div className="grid gap-4 md:grid-cols-2">
          {KEY_LIMITS.map(({ field, label, placeholder }) => (
            <Field
              key={field}
              label={label}
              optional
              help={field === "usd" ? KEY_HELP.limits : undefined}
              error={problem(`limits.${field}`)}
            >
              <Input
                value={limits[field]}
                onChange={(event) => onChange({ ...limits, [field]: event.target.value })}
                placeholder={placeholder}
                inputMode="decimal"
                autoComplete="off"
                className="tabular-nums"
              />
            </Field>
          ))}
        </div>
      ) : (
        <p className="text-muted text-sm">
          Team leads and admins set limits of single keys. These hold for the key from the start:
        </p>
      )}
      {project ? <LimitsAround projectId={project.id} teamId={project.team.id} /> : null}
    </>
  );
}

function LimitsAround({ projectId, teamId }: { projectId: string; teamId: string }) {
  const { data: quotas } = useQuery(quotasQuery());
  if (!quotas) return null;
  const around = quotas.filter(
    ({ scope, shadow }) => !shadow && (scope.kind === "organization" || scope.id === teamId || scope.id === projectId),
  );
  if (around.length === 0) {
    return (
      <p className="text-muted text-xs">
        No limit is set on its project, team or organization: without one here, nothing bounds what it may spend.
      </p>
    );
  }
  return (
    <div className="rounded-sm bg-subtle px-3 py-2.5">
      <p className="text-muted text-xs">Empty fields set no limit. These hold in any case:</p>
      <ul className="mt-1 flex flex-col gap-0.5 text-ink text-xs">
        {around.map((quota) => (
          <li key={quota.id} className="flex justify-between gap-3 tabular-nums">
            <span className="truncate text-muted">
              {scopeNameFromKey(quota.scope)} · {quotaName(quota).toLowerCase()}
            </span>
            <span>{limitText({ ...quota, limit: quota.limitNow })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
