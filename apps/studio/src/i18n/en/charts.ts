/** Pictures of figures. */
export const charts = {
  'charts.asTable': '{title}: show as a table',
  'charts.asPicture': '{title}: show as a picture',
  'charts.time': 'Time',
} as const;
