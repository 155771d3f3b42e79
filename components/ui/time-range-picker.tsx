"use client";

import { CalendarClock, Check } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { Button } from "./button";
import { Field } from "./field";
import { formatSpanOf } from "./format/format-time";
import { Input } from "./input";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";
import { type RangePreset, readRange, type TimeRange } from "./time-range";
import { useHydrated } from "./use-hydrated";

const parsers = { range: parseAsString, from: parseAsString, to: parseAsString };

/** The page's time range, kept in the URL as `range`, or `from` and `to`. */
export function useTimeRange(presets: readonly RangePreset[], fallback: string) {
  const [parameters, setParameters] = useQueryStates(parsers);
  const { range, from, to } = parameters;
  const value = useMemo(() => readRange({ range, from, to }, presets, fallback), [range, from, to, presets, fallback]);
  const setValue = (next: TimeRange) =>
    void setParameters(
      next.kind === "fixed"
        ? { range: null, from: next.from, to: next.to }
        : { range: next.preset === fallback ? null : next.preset, from: null, to: null },
    );
  return [value, setValue] as const;
}

export interface TimeRangePickerProps {
  value: TimeRange;
  onValueChange: (value: TimeRange) => void;
  presets: readonly RangePreset[];
}

/** The one time range picker: usual spans, or from and to in the viewer's zone. */
export function TimeRangePicker({ value, onValueChange, presets }: TimeRangePickerProps) {
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const label = hydrated || value.kind === "preset" ? describeRange(value, presets) : "Chosen span";
  const choose = (next: TimeRange) => {
    onValueChange(next);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-label={`Time range: ${label}`}>
          <CalendarClock className="text-faint" aria-hidden />
          <span className="max-w-72 truncate">{label}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-72" aria-label="Time range">
        <ul className="p-1">
          {presets.map((preset) => (
            <li key={preset.value}>
              <button
                type="button"
                onClick={() => choose({ kind: "preset", preset: preset.value })}
                className="flex w-full items-center justify-between rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover focus-visible:outline-offset-0"
              >
                {preset.label}
                {value.kind === "preset" && value.preset === preset.value ? (
                  <Check className="size-4 text-accent-ink" aria-label="Chosen" />
                ) : null}
              </button>
            </li>
          ))}
        </ul>
        <FixedRange key={String(open)} value={value} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

function describeRange(value: TimeRange, presets: readonly RangePreset[]): string {
  if (value.kind === "fixed") return formatSpanOf(value.from, value.to);
  return presets.find((preset) => preset.value === value.preset)?.label ?? value.preset;
}

/** `datetime-local` wants the viewer's wall clock without a zone. */
function toLocal(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function FixedRange({ value, onChoose }: { value: TimeRange; onChoose: (value: TimeRange) => void }) {
  const [from, setFrom] = useState(value.kind === "fixed" ? toLocal(value.from) : "");
  const [to, setTo] = useState(value.kind === "fixed" ? toLocal(value.to) : "");
  const backwards = from !== "" && to !== "" && from >= to;
  const submit = () => onChoose({ kind: "fixed", from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  return (
    <form
      className="flex flex-col gap-3 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="From">
        <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} required />
      </Field>
      <Field label="To" error={backwards ? "Must be later than the start." : undefined}>
        <Input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} required />
      </Field>
      <Button type="submit" variant="primary" disabled={!from || !to || backwards}>
        Show this span
      </Button>
    </form>
  );
}
