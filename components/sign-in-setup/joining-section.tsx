"use client";

import { toast } from "sonner";
import type { SignInSetup } from "@/lib/admin-api/client/sign-in-setup";
import { Card } from "../ui/card";
import { Help } from "../ui/help";
import { RadioCards } from "../ui/radio-cards";
import { Section } from "../ui/section";
import { Switch } from "../ui/switch";
import { SIGN_IN_HELP } from "./sign-in-help";
import { useUpdateSignIn } from "./sign-in-setup-queries";

const CHOICES = [
  { value: "nobody", label: "Nobody new", hint: "Only people who were invited or provisioned." },
  { value: "rules", label: "Whom a rule gives something", hint: "A role or a team. No rule, no entry." },
  {
    value: "everyone",
    label: "Everybody the provider lets in",
    hint: "As a member without teams, unless rules say more.",
  },
] as const;

/** Who becomes a person by signing in. */
export function JoiningSection({ setup }: { setup: SignInSetup }) {
  const update = useUpdateSignIn();
  const { mayChange } = setup;
  const saved = () => toast.success("Saved");
  const open = setup.provider?.openToAnyone === true;
  const choose = (value: string) => {
    const joining = CHOICES.find((choice) => choice.value === value)?.value;
    if (joining) update.mutate({ joining }, { onSuccess: saved });
  };
  return (
    <Section
      title="New people"
      help={SIGN_IN_HELP.joining}
      description="Who becomes a person here by signing in for the first time."
    >
      <RadioCards
        aria-label="Who may join"
        value={setup.joining}
        onValueChange={choose}
        options={CHOICES.map((choice) => ({
          ...choice,
          disabled: !mayChange || (open && choice.value === "everyone"),
          ...(open && choice.value === "everyone"
            ? { hint: `Anybody in the world can have an account at ${setup.provider?.name}.` }
            : {}),
        }))}
      />
      <Card className="flex flex-col gap-1 px-4 py-3">
        <div className="flex items-center gap-1">
          <Switch
            label="Also under an address the provider has not verified"
            checked={setup.joinUnverified}
            disabled={!mayChange || update.isPending}
            onCheckedChange={(joinUnverified) => update.mutate({ joinUnverified }, { onSuccess: saved })}
          />
          <Help about="Addresses that are not verified" {...SIGN_IN_HELP.unverified} />
        </div>
        <p className="text-faint text-xs">
          For a directory whose addresses only its admins set. It never leads to somebody who is here already.
        </p>
      </Card>
    </Section>
  );
}
