"use client";

import { type FormEvent, useState } from "react";
import { fieldRefusal, formRefusal } from "./form-refusal";

/** Sentences by field path; a path without one is fine. */
export type Problems = Record<string, string | undefined>;

export interface DraftOptions<Draft extends object> {
  initial: Draft;
  /** What can be known without asking the API. */
  check?: (draft: Draft) => Problems;
  /** Paths that the form shows beside a control. */
  fields: readonly string[];
  /** The mutation's error. */
  error: unknown;
  send: (draft: Draft) => void;
}

export interface DraftForm<Draft extends object> {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  /** What is wrong with a field: by the form's own check once it was tried, else by the API. */
  problem: (path: string) => string | undefined;
  /** What is wrong as a whole; null when nothing is. */
  refusal: string | null;
  submit: (event?: FormEvent) => void;
  /** Whether the draft differs from what it began with. */
  changed: boolean;
}

/** The state of one form from its first letter to the API's answer. */
export function useDraft<Draft extends object>(options: DraftOptions<Draft>): DraftForm<Draft> {
  const { initial, check, fields, error, send } = options;
  const [begun] = useState(initial);
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const problems = check?.(draft) ?? {};
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    event?.stopPropagation();
    setTried(true);
    if (Object.values(problems).every((sentence) => sentence === undefined)) send(draft);
    else focusFirstProblem(event?.currentTarget);
  };
  return {
    draft,
    set: (patch) => setDraft((before) => ({ ...before, ...patch })),
    problem: (path) => (tried ? problems[path] : undefined) ?? fieldRefusal(error, path),
    refusal: formRefusal(error, fields),
    submit,
    changed: JSON.stringify(draft) !== JSON.stringify(begun),
  };
}

/** Once the sentences are drawn, the first field that needs mending has the focus and is in view. */
function focusFirstProblem(form: EventTarget | null | undefined): void {
  if (!(form instanceof HTMLElement)) return;
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
