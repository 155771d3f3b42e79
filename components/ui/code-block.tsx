"use client";

import { Tabs as Radix } from "radix-ui";
import { CopyButton } from "./copy-button";

export interface CodeSample {
  /** Tab label: "curl", "Python". */
  title: string;
  code: string;
}

export interface CodeBlockProps {
  /** One sample shows without tabs. */
  samples: readonly [CodeSample, ...CodeSample[]];
  /** Accessible name: "Call the gateway". */
  label: string;
  className?: string;
}

/** Code that can be copied whole, in as many languages as there are samples. */
export function CodeBlock({ samples, label, className }: CodeBlockProps) {
  return (
    <Radix.Root defaultValue="0" className={className}>
      <div className="overflow-hidden rounded-md border bg-surface">
        <Radix.List
          aria-label={label}
          className="flex h-9 items-center gap-1 overflow-x-auto border-b bg-subtle px-1.5"
        >
          {samples.map((sample, index) => (
            <Radix.Trigger
              key={sample.title}
              // A title may have a space, which no id has.
              value={String(index)}
              className="h-6 shrink-0 rounded-xs px-2 font-medium text-muted text-xs hover:text-ink focus-visible:outline-offset-0 data-[state=active]:bg-surface data-[state=active]:text-ink data-[state=active]:ring-1 data-[state=active]:ring-line"
            >
              {sample.title}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {samples.map((sample, index) => (
          <Radix.Content
            key={sample.title}
            value={String(index)}
            className="relative focus-visible:outline-offset-[-2px]"
          >
            <pre className="overflow-x-auto p-3 pr-10 font-mono text-ink text-xs leading-5">
              <code>{sample.code}</code>
            </pre>
            <CopyButton
              text={sample.code}
              what={`${sample.title} sample`}
              className="absolute top-1.5 right-1.5 bg-surface"
            />
          </Radix.Content>
        ))}
      </div>
    </Radix.Root>
  );
}
