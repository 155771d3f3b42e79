"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "@/lib/admin-api/client/session";
import { meQuery } from "./session-queries";

/** The server has just checked who this is; the browser need not ask again before it draws. */
export function useKnownMe(me: Me): void {
  const client = useQueryClient();
  useState(() => client.setQueryData(meQuery().queryKey, me));
}
