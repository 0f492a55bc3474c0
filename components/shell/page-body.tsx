import type { ReactNode } from "react";

/** The field of an ordinary page. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4 narrow:pb-8">{children}</div>;
}

/** The field of a page that is a tool: as high as what the window leaves under the bars, its parts scroll by themselves. */
export function FullPage({ children }: { children: ReactNode }) {
  return (
    <div className="min-w-0 wide:relative wide:min-h-[480px] wide:flex-1">
      <div className="wide:absolute wide:inset-0">{children}</div>
    </div>
  );
}
