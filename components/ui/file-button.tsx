"use client";
import { FileUp } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "./button.tsx";

interface FileButtonProps {
  /** Endings of file names. */
  readonly accept: string;
  /** What the file is, for who does not see the button. */
  readonly label: string;
  readonly multiple?: boolean;
  readonly busy?: boolean;
  /** At least one file; the same may be chosen again afterwards. */
  readonly onFiles: (files: readonly File[]) => void;
  /** What the button says. */
  readonly children: ReactNode;
}

/** A button that asks for files. */
export function FileButton({ accept, label, multiple = false, busy = false, onFiles, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        accept={accept}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          if (files.length > 0) onFiles(files);
          currentTarget.value = "";
        }}
      />
      <Button busy={busy} onClick={() => input.current?.click()}>
        <FileUp aria-hidden />
        {children}
      </Button>
    </>
  );
}
