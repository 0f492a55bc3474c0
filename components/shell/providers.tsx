"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { makeQueryClient } from "#client/query-client.ts";
import { TooltipProvider } from "../ui/overlay.tsx";
import { Notices } from "../ui/toast.tsx";

/** What every page of the console stands in. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
      </NuqsAdapter>
      <Notices />
    </QueryClientProvider>
  );
}
