"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { peopleQuery } from "../teams/people-queries";
import { teamsQuery } from "../teams/teams-queries";
import { Button } from "../ui/button";
import { Combobox, MultiCombobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Sheet } from "../ui/sheet";
import { SUBJECT_NAMES, SUBJECTS } from "./access-review-words";
import { useCreateAccessReview } from "./access-reviews-queries";
import { type BeginDraft, beginInputOf, checkBeginDraft, emptyBeginDraft } from "./begin-draft";
import { REVIEW_HELP } from "./review-help";

const FIELDS = ["name", "subjects", "teamId", "reviewerIds", "dueAt"];
const EVERYWHERE = { value: "everywhere", label: "The whole organization" };

/** What is reviewed, by whom, until when. */
export function BeginReviewSheet({ onClose }: { onClose: () => void }) {
  const create = useCreateAccessReview();
  const router = useRouter();
  const id = useId();
  const form = useDraft<BeginDraft>({
    initial: emptyBeginDraft(Date.now()),
    check: (draft) => checkBeginDraft(draft, Date.now()),
    fields: FIELDS,
    error: create.error,
    send: (draft) =>
      create.mutate(beginInputOf(draft), { onSuccess: (review) => router.replace(`/reviews/${review.id}`) }),
  });
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title="Begin review"
      description="It draws up every access there is at this moment."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" pending={create.isPending}>
            Begin review
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={form.submit} className="flex flex-col gap-5">
        {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
        <BeginFields form={form} />
      </form>
    </Sheet>
  );
}

function BeginFields({ form: { draft, set, problem } }: { form: DraftForm<BeginDraft> }) {
  const { data: teams } = useQuery(teamsQuery());
  const { data: people } = useQuery(peopleQuery());
  const reviewers = people?.filter(({ role, status }) => status === "active" && (role === "owner" || role === "admin"));
  return (
    <>
      <Field label="Name" error={problem("name")}>
        <Input
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          placeholder="Fourth quarter"
          autoComplete="off"
        />
      </Field>
      <Field label="What is reviewed" help={REVIEW_HELP.subjects} error={problem("subjects")}>
        <MultiCombobox
          noun="kinds of access"
          value={draft.subjects}
          onValueChange={(chosen) => set({ subjects: SUBJECT_NAMES.filter((subject) => chosen.includes(subject)) })}
          choices={SUBJECT_NAMES.map((subject) => ({
            value: subject,
            label: SUBJECTS[subject].plural,
            hint: SUBJECTS[subject].hint,
          }))}
        />
      </Field>
      <Field label="Where" help={REVIEW_HELP.where} error={problem("teamId")}>
        <Combobox
          noun="team"
          value={draft.teamId === "" ? EVERYWHERE.value : draft.teamId}
          onValueChange={(chosen) => set({ teamId: chosen === EVERYWHERE.value ? "" : chosen })}
          choices={[EVERYWHERE, ...(teams ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Field>
      <Field
        label="Reviewers"
        help={REVIEW_HELP.reviewers}
        optional
        hint="Owners and admins who decide. Team leads decide about their team's keys anyway. Nobody named: all of them."
        error={problem("reviewerIds")}
      >
        <MultiCombobox
          noun="reviewers"
          value={draft.reviewerIds}
          onValueChange={(reviewerIds) => set({ reviewerIds })}
          choices={reviewers?.map(({ id, name, email }) => ({ value: id, label: name, hint: email }))}
        />
      </Field>
      <Field
        label="Due"
        help={REVIEW_HELP.due}
        hint="The last day. What is undecided then shows as overdue."
        error={problem("dueAt")}
      >
        <Input type="date" value={draft.dueOn} onChange={(event) => set({ dueOn: event.target.value })} />
      </Field>
    </>
  );
}
