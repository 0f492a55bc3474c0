"use client";
import dynamic from "next/dynamic";

/** A sheet whose code comes when the first one is opened: mount it only while it is open. */
export const LazySheet = dynamic(() => import("./overlay.tsx").then((m) => m.Sheet), { ssr: false });
