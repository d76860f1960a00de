/** The settings. */
export const settings = {
  'settings.lead': 'How the studio looks to you, and which programs may act for you.',
  'settings.appearance': 'Appearance',
  'settings.appearance.lead': 'How this browser shows the studio. Others may show it otherwise.',
  'settings.connection': 'Connection',
  'settings.connection.live': 'Connected. What happens on the engine shows here at once.',
  'settings.connection.asking':
    'The engine answers, but its live line is down. The studio asks every few seconds instead; nothing is lost.',
  'settings.connection.away':
    'The engine does not answer. The studio goes on trying and reads everything anew when it is back.',
  'settings.connection.address': 'Engine',
  'settings.connection.you': 'You are',
  'settings.connection.role.user': 'user',
  'settings.connection.role.admin': 'administrator',
  'settings.about': 'About',
  'settings.about.version': 'Impresario {version}',
  'settings.about.guide': 'Guide',
  'settings.about.guide.note': 'How everything works, also offline',
  'settings.about.api': 'API reference',
  'settings.about.api.note': 'Every address, with examples',
  'settings.about.licences': 'Licences',
  'settings.about.licences.text':
    'Impresario is free software under the MIT licence. The studio is made with the works below; the typeface is Bricolage Grotesque by Mathieu Triay, under the SIL Open Font License 1.1.',
  'settings.about.fonts': 'Licences of the typefaces:',
} as const;
