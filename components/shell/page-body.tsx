import type { ReactNode } from "react";

/** The field of an ordinary page. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4 narrow:pb-8">{children}</div>;
}

/** The field of a page that is a tool: as high as the window under the top bar, its parts scroll by themselves. */
export function FullPage({ children }: { children: ReactNode }) {
  return <div className="wide:h-[calc(100dvh-48px)] min-w-0">{children}</div>;
}
