const paths = {
  play: 'M8 5.6v12.8c0 .8.9 1.3 1.6.9l10-6.4c.6-.4.6-1.4 0-1.8l-10-6.4C8.9 4.3 8 4.8 8 5.6z',
  pause: 'M7 5h3.2v14H7zM13.8 5H17v14h-3.2z',
  more: 'M5.500 10.300a1.700 1.700 0 1 0 0 3.400 1.700 1.700 0 0 0 0-3.400zm6.500 0a1.700 1.700 0 1 0 0 3.400 1.700 1.700 0 0 0 0-3.400zm6.500 0a1.700 1.700 0 1 0 0 3.400 1.700 1.700 0 0 0 0-3.400z',
  next: 'M5 6.2v11.6c0 .8.9 1.3 1.6.8L15 13v5.5h2.5v-13H15V11L6.600 5.400C5.900 4.900 5 5.400 5 6.200z',
  previous:
    'M19 6.200v11.600c0 .800-.900 1.300-1.600.800L9 13v5.500H6.500v-13H9V11l8.400-5.600c.700-.500 1.600 0 1.600.800z',
} as const;

const strokes = {
  download: 'M12 4v11m0 0 4.500-4.500M12 15l-4.500-4.500M5 19.500h14',
  image:
    'M4.500 6.500a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2zM5 16l4.500-4.500 4 4 2-2L19 17M15 9h.01',
  upload: 'M12 15V4m0 0L7.500 8.500M12 4l4.500 4.500M5 19.500h14',
  search: 'M10.500 4.500a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l4.500 4.500',
  spark: 'M12 4.500l1.700 5.800 5.800 1.700-5.800 1.700L12 19.500l-1.700-5.800L4.500 12l5.800-1.700z',
  branch: 'M7 4.500v15M7 9h6a4 4 0 0 0 4-4v0',
  close: 'm6.500 6.500 11 11m0-11-11 11',
  bin: 'M5 7h14M10 7V4.800h4V7m-7 0 .8 12.200h8.400L17 7m-6.700 3.500v5.500m3.400-5.500v5.500',
  retry: 'M19 12a7 7 0 1 1-2.200-5.100M19 4.500v4h-4',
  edit: 'M5 19h3.500L19 8.500 15.500 5 5 15.500zM13 7.500 16.500 11',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2m0 15v2m9.500-9.500h-2m-15 0h-2m16.200-6.700-1.400 1.400M6.700 17.300l-1.400 1.400m13.400 0-1.400-1.400M6.700 6.700 5.300 5.300',
  moon: 'M19.500 14.200A8 8 0 0 1 9.800 4.500a8 8 0 1 0 9.700 9.700z',
  chevron: 'm7 9.500 5 5 5-5',
  plus: 'M12 5.500v13M5.500 12h13',
  dice: 'M5 7a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM9 9h.01M15 15h.01M12 12h.01',
  note: 'M9 18.500V6l10-2v12.500M9 18.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zm10-2a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z',
  volume:
    'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4 4 0 0 1 0 6m2.500-8.500a7.500 7.500 0 0 1 0 11',
  key: 'M8.500 11.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm2.800 1.200 8.200-8.200m-3.200 3.200 2.700 2.700',
  copy: 'M10.500 9H18a1.500 1.500 0 0 1 1.500 1.500V18a1.500 1.500 0 0 1-1.500 1.500h-7.500A1.500 1.500 0 0 1 9 18v-7.500A1.500 1.500 0 0 1 10.500 9zM6 15a1.500 1.500 0 0 1-1.500-1.500V6A1.500 1.500 0 0 1 6 4.500h7.500A1.500 1.500 0 0 1 15 6',
  info: 'M12 11v5.500M12 7.800h.01M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z',
} as const;

export type IconName = keyof typeof paths | keyof typeof strokes;

/** A 24-unit icon in the colour of its text; always beside or inside something that has a name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const filled = name in paths;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {filled ? (
        <path d={paths[name as keyof typeof paths]} fill="currentColor" />
      ) : (
        <path
          d={strokes[name as keyof typeof strokes]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}
