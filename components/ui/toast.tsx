"use client";
import dynamic from "next/dynamic";
import { useNotices } from "./notice-store.ts";

export { notify } from "./notice-store.ts";

const NoticeCorner = dynamic(() => import("./notice-corner.tsx").then((m) => m.NoticeCorner), { ssr: false });

/** Where notices appear; rendered once. Its code comes with the first of them. */
export function Notices() {
  return useNotices().length === 0 ? null : <NoticeCorner />;
}
