/** Questions a person may try first. */
export const examples = [
  { language: 'en', name: 'English', question: 'Can I see a doctor without papers?' },
  { language: 'ar', name: 'العربية', question: 'هل يمكنني رؤية طبيب بدون أوراق؟' },
  { language: 'so', name: 'Soomaali', question: 'Ma arki karaa dhakhtar haddii aanan haysan warqado?' },
];
