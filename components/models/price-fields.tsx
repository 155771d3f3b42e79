"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { UNITS } from "@/lib/llm/units";
import { SERVICE_TIERS, type TokenClass } from "@/lib/llm/usage";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { emptyTier, type PriceDraft, type TierDraft } from "./price-draft";
import { RARE_CLASSES, SERVICE_WORDS, TOKEN_CLASS_WORDS, UNIT_WORDS, USUAL_CLASSES } from "./price-words";

export interface PriceFieldsProps {
  value: PriceDraft;
  onChange: (value: PriceDraft) => void;
  problem: (path: string) => string | undefined;
}

/** USD per million tokens by class, in as many tiers of prompt length as there are. */
export function PriceFields({ value, onChange, problem }: PriceFieldsProps) {
  const change = (at: number, tier: TierDraft) =>
    onChange({ tiers: value.tiers.map((one, index) => (index === at ? tier : one)) });
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-xs">
        USD per million tokens. Empty is unknown: calls with such tokens have an unknown cost. 0 is free.
      </p>
      {value.tiers.map((tier, index) => (
        <TierFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a tier being typed has no identity but its place.
          key={index}
          tier={tier}
          index={index}
          onChange={(next) => change(index, next)}
          onRemove={() => onChange({ tiers: value.tiers.filter((_, at) => at !== index) })}
          problem={problem}
        />
      ))}
      <div>
        <Button
          variant="ghost"
          size="sm"
          onClick={() => onChange({ tiers: [...value.tiers, emptyTier("200000")] })}
          disabled={value.tiers.length >= 16}
        >
          <Plus />
          Another price for long prompts or another service
        </Button>
      </div>
    </div>
  );
}

const SERVICES = (["usual", ...SERVICE_TIERS] as const).map((value) => ({ value, label: SERVICE_WORDS[value] }));

function serviceOf(word: string): TierDraft["service"] {
  return SERVICE_TIERS.find((tier) => tier === word) ?? "usual";
}

interface TierFieldsProps {
  tier: TierDraft;
  index: number;
  onChange: (tier: TierDraft) => void;
  onRemove: () => void;
  problem: (path: string) => string | undefined;
}

function TierFields({ tier, index, onChange, onRemove, problem }: TierFieldsProps) {
  const [rare, setRare] = useState(
    RARE_CLASSES.some((name) => tier.prices[name] !== undefined) || Object.keys(tier.units).length > 0,
  );
  const classes: readonly TokenClass[] = rare ? [...USUAL_CLASSES, ...RARE_CLASSES] : USUAL_CLASSES;
  const path = `tiers.${index}`;
  return (
    <div className="flex flex-col gap-3 rounded-sm border p-3">
      {index > 0 ? (
        <div className="flex items-end gap-2">
          <Field label="Service" className="flex-1">
            <Select
              value={tier.service}
              onValueChange={(word) => onChange({ ...tier, service: serviceOf(word) })}
              options={SERVICES}
            />
          </Field>
          <Field label="From input tokens" className="flex-1" error={problem(`${path}.fromInputTokens`)}>
            <PriceInput
              value={tier.fromInputTokens}
              onChange={(fromInputTokens) => onChange({ ...tier, fromInputTokens })}
            />
          </Field>
          <Button variant="ghost" size="icon" aria-label="Remove this price" onClick={onRemove}>
            <X />
          </Button>
        </div>
      ) : null}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3">
        {classes.map((name) => (
          <Field key={name} label={TOKEN_CLASS_WORDS[name]} error={problem(`${path}.usdPerMillionTokens.${name}`)}>
            <PriceInput
              value={tier.prices[name] ?? ""}
              onChange={(typed) => onChange({ ...tier, prices: { ...tier.prices, [name]: typed } })}
            />
          </Field>
        ))}
        <Field label="Each call" error={problem(`${path}.usdPerRequest`)}>
          <PriceInput
            value={tier.perRequest}
            onChange={(perRequest) => onChange({ ...tier, perRequest })}
            placeholder="none"
          />
        </Field>
      </div>
      {rare ? <UnitFields tier={tier} path={path} onChange={onChange} problem={problem} /> : null}
      {rare ? null : (
        <div>
          <Button variant="link" size="sm" onClick={() => setRare(true)}>
            Audio, images, and prices by the piece
          </Button>
        </div>
      )}
    </div>
  );
}

/** For models charged by pictures, seconds, characters or searches; empty where tokens say it all. */
function UnitFields({ tier, path, onChange, problem }: Omit<TierFieldsProps, "index" | "onRemove"> & { path: string }) {
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {UNITS.map((unit) => (
        <Field key={unit} label={UNIT_WORDS[unit]} error={problem(`${path}.usdPerUnit.${unit}`)}>
          <PriceInput
            value={tier.units[unit] ?? ""}
            onChange={(typed) => onChange({ ...tier, units: { ...tier.units, [unit]: typed } })}
            placeholder="none"
          />
        </Field>
      ))}
    </div>
  );
}

interface PriceInputProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}

/** Takes `id` and `aria-*` from its field. */
function PriceInput({ value, onChange, placeholder = "unknown", ...aria }: PriceInputProps) {
  return (
    <Input
      {...aria}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      placeholder={placeholder}
      inputMode="decimal"
      autoComplete="off"
      className="tabular-nums"
    />
  );
}
