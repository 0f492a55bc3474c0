import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { pageActor } from "#server/http/page.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  await pageActor();
  return <Shell>{children}</Shell>;
}
