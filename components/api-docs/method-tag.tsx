import { cn } from "../ui/cn.ts";

/** The method of a route; what only reads is quieter. */
export function MethodTag({ method, className }: { method: string; className?: string }) {
  return (
    <code className={cn("flex-none text-12", method === "GET" ? "text-ink-3" : "font-label text-accent-text", className)}>
      {method}
    </code>
  );
}
