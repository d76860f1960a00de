const foldCount = 17;
const gap = 9;
const foldWidth = (720 - (foldCount - 1) * gap) / foldCount;
const barCount = 45;

/** The house seen from the stalls: the curtain drawn open upon a sound in the light, or closed. */
export function StagePicture({ isOpen }: { isOpen: boolean }) {
  return (
    <svg
      viewBox="0 0 720 200"
      width="720"
      height="200"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
      style={{ inlineSize: '100%', blockSize: 'auto', borderRadius: 'var(--radius-lg)' }}
    >
      <defs>
        <linearGradient id="stage-fold" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="190">
          <stop offset="0" stopColor="oklch(0.4 0.165 8)" />
          <stop offset="0.55" stopColor="oklch(0.56 0.19 22)" />
          <stop offset="1" stopColor="oklch(0.78 0.15 68)" />
        </linearGradient>
        <radialGradient
          id="stage-light"
          gradientUnits="userSpaceOnUse"
          cx="360"
          cy="176"
          r="330"
          gradientTransform="matrix(1 0 0 0.5 0 88)"
        >
          <stop offset="0" stopColor="oklch(0.5 0.09 50)" />
          <stop offset="0.4" stopColor="oklch(0.3 0.06 15)" />
          <stop offset="1" stopColor="oklch(0.185 0.03 345)" />
        </radialGradient>
        <linearGradient id="stage-beam" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="oklch(0.93 0.06 85)" stopOpacity="0.24" />
          <stop offset="1" stopColor="oklch(0.93 0.06 85)" stopOpacity="0" />
        </linearGradient>
        <linearGradient id="stage-sound" x1="0" y1="0" x2="1" y2="0">
          <stop offset="0" stopColor="oklch(0.68 0.19 20)" />
          <stop offset="0.5" stopColor="oklch(0.9 0.12 85)" />
          <stop offset="1" stopColor="oklch(0.68 0.19 20)" />
        </linearGradient>
      </defs>
      <rect width="720" height="200" fill="url(#stage-light)" />
      {isOpen && (
        <>
          <path d="M338 0h44l110 176H228z" fill="url(#stage-beam)" />
          <path d={soundPath()} stroke="url(#stage-sound)" strokeWidth="3" strokeLinecap="round" />
        </>
      )}
      {Array.from({ length: foldCount }, (_, index) => (
        <rect
          key={index}
          x={index * (foldWidth + gap)}
          y="-40"
          width={foldWidth}
          height={40 + (isOpen ? hang(index) : 186)}
          rx={foldWidth / 2}
          fill="url(#stage-fold)"
        />
      ))}
    </svg>
  );
}

/** How far a fold of the open curtain hangs down: a swag, highest in the middle. */
function hang(index: number): number {
  const fromMiddle = Math.abs(index - (foldCount - 1) / 2) / ((foldCount - 1) / 2);
  return 20 + 158 * fromMiddle ** 2.1;
}

function soundPath(): string {
  return Array.from({ length: barCount }, (_, index) => {
    const at = index / (barCount - 1);
    const swell = Math.sin(Math.PI * at) ** 1.6;
    const half = 1 + 30 * swell * (0.45 + 0.55 * Math.abs(Math.sin(index * 1.9) * Math.cos(index * 0.7)));
    return `M${258 + index * 4.64} ${132 - half}v${2 * half}`;
  }).join('');
}
