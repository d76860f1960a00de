/** The house mark: a curtain of bars, drawn open upon whoever plays. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="mark-gradient" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="var(--wave-from)" />
          <stop offset="1" stopColor="var(--wave-to)" />
        </linearGradient>
      </defs>
      <path
        d="M2.500 2.500v19M7.250 2.500v11M12 2.500v5.500M16.750 2.500v11M21.500 2.500v19"
        stroke="url(#mark-gradient)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="12" cy="18.500" r="3.500" fill="url(#mark-gradient)" />
    </svg>
  );
}
