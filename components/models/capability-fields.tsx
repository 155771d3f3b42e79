"use client";

import { SegmentedControl } from "../ui/segmented-control";
import { Select } from "../ui/select";
import { CAPABILITIES, type Capabilities, THINKING_WORDS } from "./capability-words";

const ANSWERS = [
  { value: "unknown", label: "Not known" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

const MEANING = { unknown: undefined, yes: true, no: false };

const KINDS = ["none", "budget", "adaptive", "both"] as const;
const THINKING = [
  { value: "unknown", label: "Not known" },
  ...KINDS.map((kind) => ({ value: kind, label: THINKING_WORDS[kind] })),
];

export interface CapabilityFieldsProps {
  value: Capabilities;
  onChange: (value: Capabilities) => void;
}

/** What the model accepts; what is not known is passed on and refuses nothing. */
export function CapabilityFields({ value, onChange }: CapabilityFieldsProps) {
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-medium text-ink text-sm">What it accepts</legend>
      <div className="flex items-center justify-between gap-3 border-b py-1.5">
        <span className="text-muted text-sm">Thinking</span>
        <Select
          aria-label="Thinking"
          value={value.thinking ?? "unknown"}
          onValueChange={(word) => onChange(withThinking(value, word))}
          options={THINKING}
          className="w-48"
        />
      </div>
      {CAPABILITIES.map(({ name, label }) => (
        <div key={name} className="flex items-center justify-between gap-3 border-b py-1.5 last:border-b-0">
          <span className="text-muted text-sm">{label}</span>
          <SegmentedControl
            label={label}
            value={value[name] === undefined ? "unknown" : value[name] ? "yes" : "no"}
            onValueChange={(answer) => onChange(withAnswer(value, name, MEANING[answer]))}
            options={ANSWERS}
          />
        </div>
      ))}
    </fieldset>
  );
}

function withThinking(value: Capabilities, word: string): Capabilities {
  const { thinking: _before, ...rest } = value;
  const thinking = KINDS.find((kind) => kind === word);
  return thinking === undefined ? rest : { ...rest, thinking };
}

function withAnswer(value: Capabilities, name: keyof Capabilities, answer: boolean | undefined): Capabilities {
  const { [name]: _before, ...rest } = value;
  return answer === undefined ? rest : { ...rest, [name]: answer };
}
