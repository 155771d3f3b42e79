"use client";

import { TextSearch, X } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { type FormEvent, useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { inputClasses } from "../ui/input";

/** Looks for words that were said. Only once somebody means it: each search is in the audit log. */
export function WordsBox() {
  const [words, setWords] = useQueryState("words", parseAsString.withDefault(""));
  const [text, setText] = useState(words);
  useEffect(() => setText(words), [words]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    void setWords(text.trim() === "" ? null : text.trim());
  };
  return (
    <form onSubmit={search} className="relative w-full md:w-60">
      <TextSearch className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint" aria-hidden />
      <input
        aria-label="Words in prompts and answers, then Enter"
        placeholder="Words that were said, Enter"
        title="Searches kept prompts and answers. The search is written to the audit log."
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={cn(
          inputClasses,
          "h-8 pr-8 pl-8 max-md:h-10 max-md:text-lg",
          words !== "" && "border-accent/40 bg-accent-soft",
        )}
      />
      {words === "" ? null : (
        <button
          type="button"
          aria-label="Search no words"
          onClick={() => void setWords(null)}
          className="absolute top-1/2 right-1.5 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-muted hover:text-ink"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </form>
  );
}
