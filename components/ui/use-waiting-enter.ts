"use client";

import { useEffect, useState } from "react";

interface WaitingEnter<Answer> {
  /** What Enter chooses from; undefined until it is there. */
  answer: Answer | undefined;
  /** It will not come. */
  failed?: boolean;
  choose: (answer: Answer) => void;
}

/** An Enter that was pressed before there was anything to choose from: it chooses when that comes, unless it was taken back. */
export function useWaitingEnter<Answer>({ answer, failed = false, choose }: WaitingEnter<Answer>) {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits || (answer === undefined && !failed)) return;
    setWaits(false);
    if (answer !== undefined) choose(answer);
  }, [waits, answer, failed, choose]);
  return { begin: () => setWaits(true), cancel: () => setWaits(false) };
}
