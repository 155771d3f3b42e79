"use client";

import { FlaskConical } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { Textarea } from "../ui/textarea";
import { DryRunResult } from "./dry-run-result";
import { readClaims } from "./read-claims";
import { inputsOf, type RuleDraft } from "./rule-draft";
import { useTryClaims } from "./sign-in-setup-queries";

const EXAMPLE = `{
  "sub": "248289761001",
  "email": "ada@example.com",
  "email_verified": true,
  "groups": ["ai-platform"]
}`;

/** Paste claims, see the result and why. Nothing is changed, and nobody is signed in. */
export function DryRun({ rules }: { rules: readonly RuleDraft[] }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const attempt = useTryClaims();
  const run = (event: FormEvent) => {
    event.preventDefault();
    const claims = readClaims(text);
    setWrong(claims === null);
    if (claims !== null) attempt.mutate({ claims, rules: inputsOf(rules) });
  };
  return (
    <Card>
      <CardHeader
        level={3}
        title="Dry run"
        description="Paste claims or an ID token and see what a sign-in with them would do, by the rules above as they stand."
      />
      <form onSubmit={run} className="flex flex-col gap-3 px-4 pb-4">
        <Field label="Claims" error={wrong ? "This is neither a JSON object nor an ID token." : undefined}>
          <Textarea
            rows={7}
            value={text}
            placeholder={EXAMPLE}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            className="font-mono text-xs"
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={attempt.isPending}>
            <FlaskConical />
            Try
          </Button>
          {text === "" ? <Button onClick={() => setText(EXAMPLE)}>Use an example</Button> : null}
        </div>
        {attempt.error ? <Notice kind="bad">{attempt.error.message}</Notice> : null}
        {attempt.data ? <DryRunResult tried={attempt.data} /> : null}
      </form>
    </Card>
  );
}
