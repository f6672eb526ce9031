"""No rule takes what stories in other languages say in sentences that begin as buttons and notices do."""

from __future__ import annotations

import pytest

from cleaner.rules import RuleList, load_rules

RULES = RuleList(rule for rule in load_rules().rules if not rule.keep)

LINES = {
    "uk": """\
Підпишіться тут і тут, сказав нотаріус, подаючи ручку.
Підписуйтеся під листом, хто не боїться, гукнув староста.
Поділіться хлібом із сусідом, учила бабуся.
Поділитися землею брати так і не змогли.
Коментарі до закону написав сам професор.
Коментувати вирок адвокат відмовився.
Залишити коментар у книзі відгуків наважився лише один гість.
Увійдіть до хати й зачиніть двері, просила вона.
Увійти до шахти дозволили тільки рятувальникам.
Реклама на мосту коштувала місту спокою.
Реклама тоді була справою художників.
Фото з весілля висіло над ліжком.
Фото: на ньому вона молода й сміється.
Джерело било з-під каменя навіть у посуху.
Джерело: так зветься хутір за лісом.
Автор листа не назвав свого імені.
Теги на стінах малювали вночі.
Новини прийшли з фронту аж увечері.
Останні новини з фронту вона слухала по радіо на кухні.
Головне за тиждень сталося в неділю: привезли воду.
Популярні пісні тих років співали без нот.
Читайте нам уголос, просили діти.
Читайте нас, молодих, казав поет, і сміявся.
Приєднуйтесь до нас за столом, кликала господиня.
Завантажити човен устигли до темряви.
Завантажте дрова у віз, наказав дід.
Натисніть на двері сильніше, порадив слюсар.
Усі права на пісню належать її онуці, розповів співак.
Опубліковано було лише три вірші.
Оновлено дах, пофарбовано стіни, а дзвона все немає.
12 березня 2023 року міст закрили.
Помітили помилку? Учитель мовчки показав на дошку.
Знайшли помилку в кресленні аж тоді, коли стіна впала.
Показати більше він не міг.
Ще новини з дому: корова отелилася.
Дякуємо, що прийшли, сказав священник.
Якщо ви помітили дим, телефонуйте лісникові.
Слідкуйте за водою, попередив лоцман.
Допоможіть нам донести рояль, попросив він перехожих.
Підтримайте стелю, бо впаде, кричав тесля.
Друкувати гроші вони почали в підвалі.
Версія для друку вийшла товща за рукопис.
Передплата на газету коштувала мішок зерна.
Розсилка повісток почалася у вівторок.
Вам може бути цікаво, чому човен пофарбували в чорне.
Матеріали за темою дисертації згоріли разом із дачею.
Авторка: Я ніколи не писала про море.
— Ви згодні з умовами? — спитав він.""",
    "ko": """\
구독하던 신문이 끊긴 날, 할머니는 라디오를 켰다.
공유하는 우물은 마을에 하나뿐이었다.
댓글을 단 사람은 열두 살 소년이었다.
로그인하지 못한 어부들은 창구 앞에 줄을 섰다.
기사 속 다리는 이제 없다.
기사가 운전대를 놓고 바다를 보았다.
광고 문구를 쓰던 시절을 그는 잊지 못한다.
광고가 끝나자 아이들은 다시 뛰기 시작했다.
사진을 찍은 이는 등대지기의 딸이다.
사진 속 남자는 웃고 있다.
출처를 모르는 편지가 도착했다.
저작권이 무엇인지 묻자 가수는 웃었다.
무단으로 배를 탄 소년은 이틀 뒤에 발견됐다.
관련 기사를 모두 읽은 판사는 고개를 저었다.
최신 기사를 읽어 주던 손자가 잠들었다.
인기 있는 빵집은 아침 여섯 시에 문을 연다.
많이 본 얼굴이라고 그녀는 생각했다.
입력을 마친 서기는 불을 껐다.
수정된 도면이 도착한 것은 5월 15일이었다.
2025년 5월 15일 다리가 무너졌다.
승인 없이는 아무도 섬에 들어갈 수 없다.
후원을 받지 못한 배는 부두에 묶여 있다.
뉴스를 들은 어머니는 말없이 일어섰다.
속보를 들은 마을 사람들이 부두로 모였다.
좋아요, 라고 그녀가 말했다.
싫어요, 아이가 울었다.
이전에는 배가 다녔다.
다음 날 아침 눈이 내렸다.
목록에 없는 이름이 하나 있었다.
이메일을 보낸 사람은 끝내 찾지 못했다.
홈으로 돌아온 선수들은 말이 없었다.
닫기 전에 창밖을 보라고 그는 말했다.
더보기를 바라는 관객은 없었다.
인쇄를 마친 종이는 아직 따뜻했다.
글자 크기는 세 배로 커졌다.
제보를 받은 형사는 곧장 부두로 갔다.
팔로우하는 사람이 늘자 그는 겁이 났다.
추천을 받은 학생은 둘뿐이었다.
전체 마을이 물에 잠겼다.
확인해 보니 문은 열려 있었다.
취소할 수 없는 약속이었다.
회원가입을 거절당한 노인은 조용히 돌아섰다.
앱을 지우고 나서야 잠이 왔다.
태그가 달린 상자는 모두 열두 개였다.
기자의 질문에 선장은 대답하지 않았다.
"구독이요? 저는 글을 못 읽어요."
이 기사는 35년 동안 같은 버스를 몰았다.
이 기사를 본 시민들이 성금을 보냈다.
영상을 본 딸은 울음을 터뜨렸다.
본문 바로 아래에는 아버지의 서명이 있었다.""",
    "zh": """\
关注他的人越来越少。
关注我们的孩子，老师说。
订阅报纸的老人每天六点起床。
分享是她从祖母那里学来的。
分享到最后，每人只剩一块饼。
评论这件事的人不少，去过现场的却没有。
评论家走出剧院时下起了雨。
登录小岛的船只有一艘。
登入后殿的人都要脱鞋。
广告牌倒在路中间。
廣告公司的人第二天又來了。
图为当年的老码头，如今已经不在。
图片里的女人是他的姑姑。
来源不明的信在桌上放了三天。
来源于山里的水格外甜。
作者在书里没有提到母亲。
編輯部的燈亮到半夜。
编辑：你什么时候交稿？
记者：您后悔吗？
記者問他為什麼不走。
责任编辑走到窗前，没有说话。
版权归谁，三兄弟争了十年。
转载的车队在桥头停下。
相关新闻传到村里已是冬天。
相关部门没有回应。
推荐他的人是校长。
热门电影的票早就卖完了。
最新消息说船已经靠岸。
上一篇小说他写了七年。
下一篇文章要写什么，她还没想好。
返回顶部的缆车在下午停运。
返回首页，他重新读了一遍。
更多的人留在了岸上。
更多内容写在信的背面。
点击这里没有用，要用力敲。
扫码进门的规矩是去年定的。
下载完地图，他们出发了。
下載地圖以後，他們出發了。
声明是在半夜发布的。
免责的条款写在第九页。
2025年1月14日，大桥合龙。
时间：凌晨三点，地点：码头。
本报讯息迟到了一天，老板发了火。
本文件一式两份。
点赞的人比看懂的人多。
收藏邮票是他唯一的爱好。
打印店的老板认得他。
字号是爷爷取的，叫“福来”。
欢迎来到我们的村子，村长说。
「訂閱？我連字都不認得。」
阅读原文的人会发现译者删了一章。
猜你喜欢什么并不难，他笑着说。
阅读3000本书，他用了二十年。""",
    "el": """\
Εγγραφείτε στον κατάλογο πριν από το μεσημέρι, είπε ο γραμματέας.
Ακολουθήστε με, ψιθύρισε ο φύλακας.
Ακολουθήστε το ποτάμι ως τη γέφυρα.
Μοιραστείτε το ψωμί, έλεγε η γιαγιά.
Κοινοποίηση της απόφασης έγινε την Τρίτη.
Σχόλια για τη δίκη δεν έκανε κανείς.
Σχολιάστε μόνο όσα είδατε, τους ζήτησε ο δάσκαλος.
Διαφήμιση σαν κι αυτή δεν ξανάδε το νησί.
Φωτογραφία του πατέρα της δεν υπήρχε καμία.
Φωτογραφία: εκείνη γελάει, εκείνος κοιτάζει αλλού.
Πηγή ζωής το είπαν το πηγάδι.
Πηγή: έτσι λένε το χωριό από τότε.
Διαβάστε το γράμμα δυνατά, παρακάλεσε.
Διαβάστε και τα μικρά γράμματα, συμβούλεψε ο δικηγόρος.
Δείτε τη στέγη, είπε ο μάστορας.
Δείτε όλα τα δωμάτια και μετά αποφασίστε.
Τελευταία νέα από το μέτωπο δεν ήρθαν.
Σχετικά με το ατύχημα κανείς δεν μίλησε.
Περισσότερα από εκατό πλοία έμειναν δεμένα.
Δημοφιλή τραγούδια της εποχής ακούγονταν ως το πρωί.
Σύνδεση με την ηπειρωτική χώρα δεν υπήρχε.
Συνδεθείτε με σχοινί πριν κατεβείτε, φώναξε ο οδηγός.
Κατεβάστε τα πανιά, διέταξε ο καπετάνιος.
Όροι χρήσης γης δεν είχαν γραφτεί ποτέ.
Πολιτική απορρήτου είχε και το μοναστήρι: κανείς δεν μιλούσε.
Απαγορεύεται η είσοδος, έγραφε η πινακίδα.
Δημοσιεύτηκε μόνο ένα ποίημά της.
Ενημερώθηκε για τον θάνατο από το ραδιόφωνο.
Τελευταία ενημέρωση είχε ο λιμενάρχης στις έξι.
12 Μαρτίου 2023, η γέφυρα κλείνει.
Στις 12 Μαρτίου 2023 έκλεισε η γέφυρα.
Ετικέτες κολλούσαν οι γυναίκες ως το βράδυ.
Αρχική ιδέα ήταν ένα πέτρινο γεφύρι.
Επικοινωνία με το πλοίο δεν υπάρχει από χθες.
Εκτύπωση χαρτονομισμάτων γινόταν στο υπόγειο.
Συνέχεια δεν θα υπάρξει, είπε ο συγγραφέας.
Συντάκτης του νόμου ήταν ένας ναυτικός.
Γράφει η μητέρα του στο τετράδιο: «να προσέχεις».
Του Γιάννη του άρεσε η θάλασσα.
Της Μαρίας της έλειπε το σπίτι.
«Θέλετε να εγγραφείτε;» ρώτησε. «Όχι», απάντησε εκείνη.
Λάβετε θέσεις, φώναξε ο διαιτητής.
Κλικ έκανε η κλειδαριά και η πόρτα άνοιξε.
Μην χάσετε το τελευταίο καράβι, τους είπε.
Στηρίξτε τον τοίχο, αλλιώς θα πέσει.
Επιμέλεια της έκθεσης είχε η κόρη του ζωγράφου.
Όλα τα δικαιώματα των εργατών χάθηκαν σε μια νύχτα.
Ειδήσεις σήμερα δεν άκουσε κανείς στο χωριό.""",
    "hu": """\
Iratkozz be az iskolába, mondta az apja.
Iratkozzon fel a csónakra, aki át akar kelni, kérte a révész.
Kövess a hídig, súgta az őr.
Kövesse a folyót a malomig.
Oszd meg a kenyeret, tanította a nagyanyja.
Megosztás nem lehetséges: a föld a két testvéré maradt.
Hozzászólás nem volt, a kerekasztal csendben ért véget.
Hozzászólások után a polgármester lezárta az ülést.
Hirdetés nélkül nem volt vásár a faluban.
Fotó nem maradt róla egyetlenegy sem.
Fotó: ő nevet rajta, a férje elnéz.
Forrás fakadt a templom mögött.
Forrás: így hívják a tanyát azóta is.
Kép és keret együtt került a padlásra.
Szerző nélkül jelent meg a levél.
Írta a levelet, és közben sírt.
Szöveg és dallam a tizenhetedik századból való.
Címkék lógtak minden zsákon.
Kapcsolódó ügyben is nyomoz a rendőrség.
További részletek a perben derülnek ki.
Olvassa el még egyszer, kérte a bíró.
Olvasd el nekem a levelet, kérte a vak ember.
Nézze meg, milyen magas a víz!
Legfrissebb hírek a frontról nem érkeztek.
Friss hírek helyett csak a szél jött.
Tovább nem mehettek, elfogyott az út.
Bővebben csak halála előtt beszélt róla.
Belépés csak papucsban, állt a mecset ajtaján.
Jelentkezzen be a portán, mondta az őr.
Töltsd le a vizet a hordóból!
Minden jog a királyé volt.
Jogi nyilatkozat nem született, csak kézfogás.
Adatvédelem akkor még nem létezett: a postás mindent elolvasott.
2023. március 12-én lezárták a hidat.
Frissítve és kipihenve indultak tovább.
Megjelent egy férfi a hegytetőn.
Utolsó frissítés után a térkép is megváltozott.
Nyomtatás közben tört el a gép.
Küldés előtt bélyeget ragasztott rá.
Címlapra került a csónakos neve.
Kezdőlap helyett egy üres papírral indult a könyv.
Hiba volt elmenni, mondta később.
Hibát talált? A mérnök csak bólintott.
Támogass engem, suttogta, mert elesem.
Támogatás nélkül maradt a tűzoltóság.
Ez az oldal hiányzik a könyvből.
– Feliratkozol? – Nem, mondta, és elment.
Ne maradj le a csapattól, kiáltotta az apja.
Ajánljuk fel a pénzt a kápolnának, javasolta.
Szerkesztő és szerző egy asztalnál ült.""",
    "ar": """\
تابعنا السير حتى الجسر القديم.
تابعنا الأخبار من المذياع في المطبخ.
اشترك في السباق ثلاثون قاربا.
اشتركوا في حفر البئر، كما قال العمدة.
شارك في الجنازة أهل القرية كلهم.
شارك الخبز مع جارك، كانت تقول الجدة.
مشاركة النساء في الصيد ليست جديدة.
تعليقات القاضي دونت بخط اليد.
التعليقات على الجدار كتبها الأطفال.
اترك تعليقا، قال له، ثم أغلق الدفتر.
إعلان الهدنة جاء بعد منتصف الليل.
إعلان الزواج علق على باب المسجد.
صورة والده معلقة فوق السرير.
الصورة: هي تضحك وهو ينظر إلى البحر.
المصدر الوحيد للماء بئر قديمة.
المصدر: هكذا يسمون العين منذ قرون.
كتب رسالة إلى أمه كل أسبوع.
كتب محمد على الجدار اسم أخيه.
بقلم رصاص قصير رسمت الخريطة.
ترجمة الرسالة استغرقت عاما.
تحرير المدينة تأخر شهرين.
جميع الحقوق التي طالبوا بها رفضت.
حقوق النشر لا تعني الصياد شيئا.
سياسة الخصوصية لم تعرفها القرية: كان ساعي البريد يقرأ كل شيء.
نشر الغسيل على السطح ممنوع.
نشر في ذلك العام ثلاث قصائد.
آخر تحديث للخريطة كان قبل الحرب.
آخر الأخبار عن السفينة وصلت مع الفجر.
الأكثر قراءة بين الناس كان كف العرافة.
اقرأ الرسالة بصوت عال، قالت له.
اقرأ أيضا على أخيك، طلبت منه.
شاهد أيضا جاره يحمل مصباحا.
المزيد من الماء، صرخ البحار.
المزيد من القوارب وصل في المساء.
عاجل القاضي الرجل بسؤال آخر.
سجل اسمك عند الباب، قال الحارس.
سجل الدخول إلى الميناء محفوظ في صندوق خشبي.
حمل التطبيق العملي للخطة أخطاء كثيرة.
اضغط على الجرح بقوة، قال الطبيب.
انقر الباب ثلاث مرات.
الرئيسية من الغرف تطل على النهر.
اتصل بنا الرجل بعد عشر سنوات.
من نحن حتى نحكم عليه؟ سألت.
12 مارس 2023 أغلق الجسر.
الكلمات التي قالها لم تنس.
وسوم حمراء كانت على الصناديق.
طباعة النقود كانت في القبو.
"هل تريد الاشتراك؟" سأل. "لا"، أجابت.
لا تفوتوا القارب الأخير، قال لهم.
قد يهمك أن تعرف أن القارب كان أسود.
ادعموا السقف قبل أن يسقط، صاح النجار.
تنبيه العمال إلى الخطر جاء متأخرا.""",
    "hi": """\
शेयर बाज़ार उस दिन बंद था।
शेयर करने को हमारे पास बस एक रोटी थी।
टिप्पणी करने से वकील ने इनकार कर दिया।
टिप्पणियाँ दीवार पर लिखी थीं।
विज्ञापन देखकर वह शहर आया था।
विज्ञापन के बाद मैच फिर शुरू हुआ।
फोटो में वह हँस रही है।
फोटो: इसमें दादी जवान हैं।
तस्वीर: इसमें नाव खाली है।
स्रोत नदी का पहाड़ में है।
लेखक ने अपना नाम नहीं बताया।
लेखक: मैंने समुद्र पर कभी नहीं लिखा।
रिपोर्ट: पुल को बने सौ साल हो गए।
संपादक रात भर दफ़्तर में रहे।
प्रकाशित केवल तीन कविताएँ हुईं।
अपडेट मिलने तक लोग घाट पर बैठे रहे।
यह भी पढ़ें और वह भी, शिक्षक ने कहा।
ये भी पढ़ें तो कितना, बच्चे थक गए हैं।
और पढ़ें तो आँखें दुखती हैं, दादा ने कहा।
और देखें कि पानी कहाँ तक आया है।
संबंधित विभाग ने कोई जवाब नहीं दिया।
ताजा खबरें नदी के उस पार से आती थीं।
बड़ी खबर यह थी कि पुल खुल गया।
लोकप्रिय गीत रात भर बजते रहे।
ट्रेंडिंग शब्द का अर्थ दादी को नहीं पता।
लॉग इन करने में उसे एक घंटा लगा।
सदस्यता उसे बीस साल बाद मिली।
सब्सक्राइब करने को कहा तो वह हँस पड़ा।
डाउनलोड होते-होते शाम हो गई।
फॉलो करो मुझे, गाइड ने कहा।
हमें फॉलो करते हुए कुत्ता पुल तक आया।
हमसे जुड़ें, मछुआरों ने कहा, और नाव खींचें।
जुड़े रहें, रस्सी मत छोड़ें, वह चिल्लाया।
सभी अधिकार राजा के पास थे।
कॉपीराइट किसका है, तीनों भाई लड़ते रहे।
गोपनीयता की शपथ सबने ली।
नियम और शर्तें दीवार पर लिखी थीं।
होम टीम आखिरी मिनट में हारी।
संपर्क करने पर मंत्री ने फोन नहीं उठाया।
हमारे बारे में कोई नहीं पूछता, बूढ़े ने कहा।
12 मार्च 2023 को पुल बंद हुआ।
टैग हर बोरी पर लगा था।
प्रिंट करने की मशीन तहखाने में थी।
अगली खबर सुनकर माँ चुप हो गई।
पिछला लेख उसने सात साल पहले लिखा था।
वीडियो में नाव डूबती दिखती है।
देखें वीडियो में, किसका हाथ है, जज ने कहा।
"क्या आप जुड़ना चाहेंगे?" उसने पूछा।
खबरें कम थीं और अफ़वाहें ज़्यादा।
नोटिफिकेशन की आवाज़ से बच्चा जाग गया।
Written by hand, पत्र अब भी संदूक में है।""",
    "he": """\
הירשמו אצל המזכירה, אמר המנהל.
הרשמה לקורס נפתחה רק בסתיו.
עקבו אחרי הנהר עד הגשר.
עקבו אחרינו שני כלבים כל הדרך.
שתפו את הלחם עם השכן, אמרה סבתא.
שיתוף המים בין הכפרים נמשך מאה שנה.
תגובות הקהל היו קרות.
תגובה לא התקבלה עד סגירת הגיליון.
כתוב תגובה, ביקש השופט, וחתום עליה.
פרסומת אחת הספיקה לו לכל החיים.
פרסומות הוקרנו על קיר המאפייה.
צילום של אביה לא נשאר.
צילום: היא צוחקת, הוא מביט הצידה.
תמונה: ילד, סירה, ושמים.
מקור המים יבש בקיץ.
מקור: כך קוראים לכפר מאז.
מאת אלוהים לא ביקשה דבר.
מאת: כך נפתח המכתב, ואחר כך כלום.
כתב לאמו מכתב בכל שבוע.
כתבת: מדוע לא עזבת?
עריכה של הספר ארכה שבע שנים.
תרגום המכתב נמשך חודש.
כל הזכויות על השיר שייכות לנכדתה, סיפר הזמר.
תנאי השימוש בבאר היו פשוטים: מי שבא ראשון שותה.
מדיניות הפרטיות בכפר הייתה פשוטה, הדוור קרא הכול.
פורסם רק שיר אחד משלה.
עודכן רק שמו של הגשר.
עדכון אחרון הגיע בשש מן הנמל.
קראו לי כשתגיעו, ביקשה.
קראו את המכתב בקול, ביקש הזקן.
לקריאה נוספת לא היה לו זמן.
עוד בנושא זה לא דובר.
עוד כתבות נמצאו במגירה אחרי מותו.
חדשות מן החזית לא הגיעו.
הכי פופולרי בכיתה היה הילד שלא דיבר.
מומלץ להגיע לפני הזריחה, אמר הדייג.
התחברו בחבל לפני שתרדו, צעק המדריך.
כניסה לנמל אסורה בלילה.
הורידו את המפרשים, פקד הקפטן.
לחצו על הפצע, אמר הרופא.
לחץ כאן, לחש לה, והדלת נפתחה.
תגיות היו תלויות על כל שק.
12 במרץ 2023 נסגר הגשר.
ב-12 במרץ 2023 נסגר הגשר.
דף הבית של הספר נשאר ריק.
צור קשר עם הספינה, ביקש הרב-חובל.
צרו קשר עין עם הסוס, יעץ האיכר.
אודות הבאר מספרים שתי אגדות.
הדפסה של שטרות נעשתה במרתף.
"רוצה להצטרף?" שאל. "לא", ענתה.
אל תפספסו את הסירה האחרונה, אמר להם.
תמכו בקיר או שייפול, צעק הנגר.
מצאתם טעות? שאל המורה והצביע על הלוח.
הצטרפו אלינו לשולחן, קראה בעלת הבית.""",
    "fa": """\
عضو شوید یا بروید، ناخدا گفت.
عضویت در انجمن بیست سال طول کشید.
دنبال کنید رود را تا پل.
ما را دنبال کردند دو سگ تا دهکده.
اشتراک آب میان دو روستا صد سال دوام آورد.
به اشتراک گذاشتن نان را از مادربزرگ آموخت.
نظر شما را کسی نپرسید، قاضی گفت.
نظرات مردم روی دیوار نوشته شده بود.
دیدگاه او درباره دریا عوض شد.
ارسال نظر تا عصر ممکن بود، بعد در را بستند.
تبلیغات روی پل شهر را زشت کرد.
آگهی مرگ او روی دیوار مسجد بود.
عکس پدرش بالای تخت است.
عکس: او می‌خندد و مرد به دریا نگاه می‌کند.
منبع آب ده خشک شده بود.
منبع: نام چشمه از قدیم همین است.
نویسنده نامه نامش را نگفت.
نویسنده: من هرگز از دریا ننوشتم.
مترجم کنار پنجره ایستاد.
گزارش را تا نیمه شب خواند.
خبرنگار: چرا نرفتید؟
تمامی حقوق کارگران در یک شب از دست رفت.
کلیه حقوق او را شاه گرفته بود.
حریم خصوصی در ده معنایی نداشت.
منتشر شد و کسی نخرید.
آخرین اخبار کشتی صبح رسید.
آخرین به‌روزرسانی نقشه پیش از جنگ بود.
بیشتر بخوانید و کمتر بترسید، معلم گفت.
بخوانید برای ما، بچه‌ها گفتند.
ببینید سقف را، نجار گفت.
مطالب مرتبط با پایان‌نامه در آتش سوخت.
پربازدیدترین موزه شهر پارسال بسته شد.
برگزیده داوران پسری دوازده ساله بود.
وارد شوید و در را ببندید، زن گفت.
ورود به بندر در شب ممنوع است.
دانلود نقشه یک ساعت طول کشید.
کلیک کرد قفل و در باز شد.
برچسب روی هر کیسه بود.
کلمات کلیدی نامه را خط زده بود.
۱۲ اسفند ۱۴۰۱ پل بسته شد.
صفحه اصلی کتاب خالی ماند.
تماس با ما ممکن نیست، بی‌سیم گفت.
درباره ما چه می‌گویند؟ پیرمرد پرسید.
چاپ اسکناس در زیرزمین بود.
کپی نامه را به قاضی داد.
لینک زنجیر شکست و قایق رفت.
«می‌خواهید مشترک شوید؟» پرسید. «نه.»
از دست ندهید قایق آخر را، گفت.
انتهای پیام را کسی نشنید.
کد خبر را بلد نبود و پشت در ماند.
پیشنهاد ما رد شد.
به گزارش پدرش، قایق شب پیش برگشته بود.""",
    "th": """\
ติดตามรอยเท้าไปจนถึงแม่น้ำ แล้วเขาก็หยุด
ติดตามเราได้ไหม ไกด์ถามพลางยกตะเกียง
แชร์ข้าวกันกินกับเพื่อนบ้าน ยายสอนไว้
แชร์แม่น้ำสายเดียวกันมาสามชั่วคน
ความคิดเห็นของชาวบ้านไม่มีใครถาม
แสดงความคิดเห็นในที่ประชุมเพียงคนเดียว
โฆษณาบนสะพานทำให้เมืองทะเลาะกัน
ภาพของพ่อแขวนอยู่เหนือเตียง
ที่มาของชื่อหมู่บ้านไม่มีใครรู้แน่
ที่มาของเงินก้อนนั้นยังเป็นปริศนา
โดยเรือลำสุดท้าย พวกเขาข้ามไปถึงฝั่ง
เรื่องนี้ไม่มีใครเล่าอีกเลย
เขียนโดยไม่ลงชื่อ จดหมายมาถึงตอนเช้า
ผู้เขียนไม่เคยเห็นทะเล
ผู้สื่อข่าวถามว่าทำไมไม่หนี
อ่านต่อไปให้จบ ครูบอก
อ่านข่าวให้ยายฟังทุกเย็น
อ่านเพิ่มเติมได้แค่สองหน้า ไฟก็ดับ
ข่าวที่เกี่ยวข้องกับคดีนี้ถูกปิดเงียบ
ข่าวล่าสุดมาถึงพร้อมเรือเที่ยวเช้า
ข่าวเด่นของวันนั้นคือน้ำลด
ยอดนิยมที่สุดในตลาดคือปลาย่าง
แท็กสีแดงติดอยู่ทุกกระสอบ
สมัครสมาชิกชมรมต้องว่ายน้ำเป็น
สมัครงานครั้งแรกเขาอายุสิบสอง
เข้าสู่ระบบราชการเมื่ออายุยี่สิบ
ดาวน์โหลดแผนที่เสร็จก็ออกเดินทาง
คลิกเดียวประตูก็เปิด
กดที่แผลแรง ๆ หมอบอก
สงวนน้ำไว้ดื่ม กัปตันสั่ง
ลิขสิทธิ์เพลงเป็นของหลานสาว เขาเล่า
ห้ามคัดลอกข้อสอบ ครูย้ำ
นโยบายความเป็นส่วนตัวของหมู่บ้านคือไม่มีใครถาม
เผยแพร่ไปเพียงสามบท
อัปเดตแผนที่ครั้งสุดท้ายก่อนสงคราม
12 มีนาคม 2566 สะพานปิด
วันที่ 12 มีนาคม 2566 สะพานปิด
หน้าแรกของหนังสือว่างเปล่า
ติดต่อเราไม่ได้หรอก วิทยุเสีย
เกี่ยวกับเราเขาไม่เคยพูดถึง
พิมพ์ธนบัตรกันในห้องใต้ดิน
"อยากสมัครไหม" เขาถาม "ไม่" เธอตอบ
อย่าพลาดเรือเที่ยวสุดท้าย เขาเตือน
ดูเพิ่มเติมอีกหน่อยเถอะ ช่างไม้ว่า
ขอบคุณภาพจากความทรงจำ เขาเขียนไว้ท้ายจดหมาย
เพิ่มเพื่อนร่วมทางอีกสองคน
วิดีโอแสดงให้เห็นเรือกำลังจม
เว็บไซต์นี้ปิดไปแล้วเมื่อสิบปีก่อน""",
    "vi": """\
Đăng ký tên ở cửa, người gác nói.
Đăng ký kết hôn mất ba ngày.
Theo dõi con nước đến tận cầu.
Theo dõi chúng tôi là hai con chó.
Chia sẻ bánh với hàng xóm, bà dạy thế.
Chia sẻ với phóng viên, anh nói con thuyền đã cũ.
Bình luận về bản án, luật sư chỉ lắc đầu.
Bình luận viên im lặng một lúc.
Quảng cáo trên cầu làm thành phố cãi nhau.
Ảnh cha treo trên đầu giường.
Ảnh: cô cười, anh nhìn ra biển.
Nguồn nước duy nhất là cái giếng cũ.
Nguồn: tên xóm ấy có từ đời trước.
Nguồn tin cho biết con thuyền đã cập bến.
Tác giả bức thư không ký tên.
Tác giả: Tôi chưa bao giờ viết về biển.
Theo bà Lan, cây cầu đã cũ.
Biên tập cuốn sách mất bảy năm.
Bản quyền bài hát thuộc về cháu gái bà, ca sĩ kể.
Cập nhật bản đồ lần cuối là trước chiến tranh.
Đọc thêm một lá thư nữa đi, ông nài.
Đọc tiếp đi, bọn trẻ giục.
Xem thêm vài căn nhà nữa, anh bàn.
Xem thêm rồi mới biết mái đã dột.
Tin liên quan đến con tàu đến rất muộn.
Tin mới từ mặt trận không có.
Tin mới nhất đến cùng chuyến phà sáng.
Có thể bạn quan tâm vì sao thuyền sơn đen.
Đừng bỏ lỡ chuyến đò cuối, ông dặn.
Đăng nhập vào trại, họ phải bỏ giày.
Tải hàng xong thì trời tối.
Tải về một thuyền lúa, cả làng mừng.
Nhấn vào vết thương, bác sĩ bảo.
Bấm chuông ba lần rồi đợi.
Trang chủ của cuốn sách bỏ trống.
Liên hệ với con tàu đã mất từ hôm qua.
Giới thiệu xong, ông trưởng thôn ngồi xuống.
Từ khóa của bức thư đã bị gạch.
12/3/2023, cầu đóng cửa.
Ngày 12/3/2023, cầu đóng cửa.
Thứ hai, 12/3/2023
In ấn tiền giả diễn ra dưới hầm.
Gửi bài cho báo, ông đợi cả năm.
Báo lỗi xong, người thợ tắt máy.
"Anh có muốn tham gia không?" chị hỏi.
Mời bạn vào nhà, chủ nhà nói.
Ủng hộ chúng tôi hay không là tùy anh, thuyền trưởng nói.
Nhận bản tin lúc sáu giờ, ông đánh thức cả nhà.
Thích thì ở, không thì đi, bà bảo.
Trả lời câu hỏi ấy, ông im lặng.
Video cho thấy thuyền đang chìm.
Bạn đọc thư này thì tôi đã đi xa.
Giấy phép số 12 bị mất trong trận lụt.""",
    "ru": """\
Подпишитесь здесь и здесь, сказал нотариус, подавая ручку.
Подписывайтесь под письмом, кто не боится, крикнул староста.
Поделиться хлебом с соседом учила бабушка.
Комментарии к закону писал сам профессор.
Комментировать приговор адвокат отказался.
Оставить комментарий в книге отзывов решился лишь один гость.
Ответить на это он не сумел.
Войти в шахту разрешили только спасателям.
Реклама на мосту стоила городу покоя.
Реклама на стене дома выцвела, и её закрасили.
Фото: на нём она молода и смеётся над чем-то.
Источник: так зовут хутор за лесом с давних времён.
Автор: Я никогда не писал о море.
Теги на стенах рисовали ночью.
Заметили ошибку? Учитель молча показал на доску.
Нашли ошибку в чертеже только тогда, когда стена упала.
Если вы заметили ошибку в расчётах, начните сначала, советовал учитель.
Напишите нам письмо, просила мать.
Показать больше он не мог.
Следите за водой, предупредил лоцман.
Помогите нам донести рояль, просил он прохожих.
Поддержите потолок, а то упадёт, кричал плотник.
Версия для печати вышла толще рукописи.
Подписка на газету стоила мешок зерна.
Вам может быть интересно, почему лодку покрасили в чёрное.
Опубликовано было лишь три стихотворения.
Главное за неделю случилось в воскресенье: привезли воду.
Последние новости с фронта она слушала на кухне.
Присоединяйтесь к нам за столом, звала хозяйка.
Скачать лодку с мели не удалось.
Все права на песню у её внучки, рассказал певец.
Читайте нам вслух, просили дети.
Написать редактору письмо он так и не решился.
Редакция не спала всю ночь.
Загрузить лодку успели до темноты.""",
    "pl": """\
Zapisz się na listę przed południem, powiedział sekretarz.
Zapisz się na kurs, radziła matka.
Podziel się chlebem z sąsiadem, uczyła babcia.
Udostępnij mi miejsce, poprosił starzec.
Komentarze do ustawy pisał sam profesor.
Skomentować wyroku adwokat nie chciał.
Dodaj komentarz na marginesie, poprosił redaktor.
Reklama na moście kosztowała miasto spokój.
Zdjęcie z wesela wisiało nad łóżkiem.
Fot: na nim ona jest młoda i się śmieje.
Źródło: tak nazywa się osada za lasem.
Źródło biło spod kamienia nawet w suszę.
Autor: Nigdy nie pisałem o morzu.
Zauważyłeś błąd? Nauczyciel w milczeniu wskazał tablicę.
Znalazłeś błąd, a mimo to milczałeś, powiedział sędzia.
Napisz do nas list, prosiła matka.
Obserwuj nas z daleka, poradził strażnik.
Dołącz do nas przy stole, wołała gospodyni.
Wesprzyj nas w drodze, prosili pielgrzymi.
Pobierz wodę ze studni, nakazał dziadek.
Zaloguj się liną, zanim zejdziesz, krzyknął przewodnik.
Polityka prywatności we wsi była prosta: listonosz czytał wszystko.
Wszelkie prawa do pieśni ma jej wnuczka, mówił śpiewak.
Opublikowano tylko trzy wiersze.
Ostatnia aktualizacja mapy była przed wojną.
Polecamy ci tę łódź, powiedział szkutnik.
Więcej o tym nie mówił nikt.
Czytaj nam na głos, prosiły dzieci.
Pokaż więcej, prosił chłopiec.
Tagi na murach malowano nocą.
Drukuj wolniej, mówił majster.
Redakcja nie spała całą noc.
Prenumerata gazety kosztowała worek zboża.""",
    "de": """\
Abonnieren Sie nichts, riet die Großmutter.
Melden Sie sich beim Pförtner, sagte der Wächter.
Teilen Sie das Brot mit dem Nachbarn, lehrte sie.
Kommentare zum Gesetz schrieb der Professor selbst.
Kommentieren wollte der Anwalt das Urteil nicht.
Schreiben Sie einen Kommentar an den Rand, bat der Lektor.
Anzeige erstattete der Fischer am Montag.
Quelle: so heißt der Weiler seit alters her.
Autor: Ich habe nie über das Meer geschrieben.
Fehler gefunden? Der Lehrer zeigte stumm auf die Tafel.
Folgen Sie dem Fluss bis zur Brücke.
Folgen Sie uns, flüsterte der Wächter.
Unterstützen Sie die Decke, sonst fällt sie, rief der Zimmermann.
Laden Sie den Wagen vor Sonnenuntergang.
Melden Sie sich an, bevor Sie kommen, bat die Wirtin.
Veröffentlicht wurden nur drei Gedichte.
Aktualisiert hat die Karte seit dem Krieg niemand.
Mehr lesen konnte er ohne Brille nicht.
Lesen Sie auch Gedichte?
Lesen Sie den Brief laut, bat der Blinde.
Das könnte Sie interessieren: Das Boot war schwarz.
Weitere Informationen gab der Hafenmeister nicht.
Zur Startseite des Rennens pilgerten Tausende.
Drucken konnte man damals nur im Keller.
Schlagwörter standen auf jedem Sack.
Alle Rechte an dem Lied hat ihre Enkelin, erzählte der Sänger.
Mit Material aus dem Steinbruch bauten sie die Kirche.
Lesezeit war die Stunde nach dem Mittag.
Jetzt spenden die Nachbarn Holz.
Haben Sie schon ein Abo?, fragte der Schaffner.
Sind Sie bereits Mitglied?, fragte der Wirt.
Nichts verpassen wollte das Kind, und so schlief es nicht.""",
    "fr": """\
Inscrivez-vous avant midi, dit le greffier.
Abonnez-vous au silence, conseillait le moine.
Partagez le pain avec le voisin, disait la grand-mère.
Partager la source, les deux villages le font depuis cent ans.
Commentaires et rires fusaient dans la salle.
Laissez un commentaire dans la marge, pria l'éditeur.
Réagir lui aurait coûté sa place.
Publicité ou pas, le pont n'a pas plu.
Photo : elle rit, lui regarde la mer.
Source : ainsi se nomme le hameau depuis toujours.
Auteur : Je n'ai jamais écrit sur la mer.
Suivez-nous, souffla le gardien.
Suivez la rivière jusqu'au pont.
Soutenez-nous, ou le mur tombe, cria le maçon.
Soutenez le plafond, cria le charpentier.
Téléchargez la carte avant de partir, conseillait le guide.
Publié en mai, le recueil ne trouva aucun lecteur.
Mis à jour par trois générations, le registre tient en un volume.
Tous droits réservés, disait le roi de ses forêts.
Lire la suite lui était impossible sans lunettes.
À lire aussi souvent, elle a usé ses yeux.
Vous aimerez peut-être la mer, dit-il, mais pas le sel.
Retour à l'accueil : le portier dormait.
Connectez-vous à la corde avant de descendre, cria le guide.
Une erreur dans l'article ? Le juge sourit.
Signaler une erreur au pilote était inutile.
Ne manquez pas le dernier bateau, leur dit-il.
Recevez nos excuses, dit le maire.
Temps de lecture des juges : une nuit.
Imprimer des billets se faisait à la cave.
Mots-clés et serrures n'ont plus de secret pour lui.
Contenu réservé aux adultes, disait l'affiche.
Déjà abonné ? demanda le contrôleur.""",
    "es": """\
Suscríbete aquí y aquí, dijo el notario.
Comparte el pan con el vecino, enseñaba la abuela.
Compartir el pozo fue la única salida.
Comentarios no hubo: la sala calló.
Deja un comentario en el margen, pidió el editor.
Publicidad como aquella no volvió a verse.
Foto: ella ríe, él mira al mar.
Fuente: así se llama la aldea desde siempre.
Autor: Nunca he escrito sobre el mar.
Síguenos, susurró el guardia.
Siga el río hasta el puente.
Apóyanos o el muro cae, gritó el albañil.
Descarga la leña antes de que llueva, ordenó el abuelo.
Publicado en mayo, el libro no tuvo lectores.
Actualizado por tres generaciones, el registro cabe en un tomo.
Todos los derechos eran del rey.
Leer más le resultaba imposible sin gafas.
Te puede gustar el mar y darte miedo el agua.
¿Encontraste un error? El maestro señaló la pizarra.
¿Ya eres socio?, preguntó el portero.
Inicia sesión la corte a las diez.
Regístrate en la puerta, dijo el guardia.
Regístrese el suceso, ordenó el capitán.
No te pierdas en el bosque, le dijo.
Recibe cada mañana una carta y no la abre.
Tiempo de lectura tuvo de sobra en la cárcel.
Imprimir billetes se hacía en el sótano.
Etiquetas colgaban de cada saco.
Política de privacidad no había: el cartero lo leía todo.
Contenido del baúl: tres cartas y un anillo.
Más información no quiso dar el capitán.
Últimas noticias del frente no llegaron.""",
    "it": """\
Iscriviti qui e qui, disse il notaio.
Condividi il pane con il vicino, insegnava la nonna.
Commenti non ce ne furono: la sala tacque.
Lascia un commento a margine, chiese l'editore.
Pubblicità come quella non si vide più.
Foto: lei ride, lui guarda il mare.
Fonte: così si chiama la frazione da sempre.
Autore: Non ho mai scritto del mare.
Seguici, sussurrò il guardiano.
Segui il fiume fino al ponte.
Sostienici o il muro cade, gridò il muratore.
Scarica la legna prima che piova, ordinò il nonno.
Pubblicato a maggio, il libro non ebbe lettori.
Aggiornato da tre generazioni, il registro sta in un volume.
Tutti i diritti erano del re.
Leggi anche poesie?
Leggi la lettera ad alta voce, chiese il cieco.
Potrebbe interessarti il mare e farti paura l'acqua.
Hai trovato un errore? Il maestro indicò la lavagna.
Sei già socio?, chiese il portiere.
Accedi dalla porta di dietro, disse il guardiano.
Registrati alla porta, disse il guardiano.
Non perderti nel bosco, gli disse.
Ricevi ogni mattina una lettera e non la apri.
Tempo di lettura ne ebbe fin troppo in carcere.
Stampa banconote in cantina, dicevano di lui.
Etichette pendevano da ogni sacco.
Informativa sulla privacy non c'era: il postino leggeva tutto.
Contenuto del baule: tre lettere e un anello.
Altre informazioni il capitano non volle dare.
Ultime notizie dal fronte non arrivarono.""",
    "pt": """\
Assine aqui e aqui, disse o notário.
Compartilhe o pão com o vizinho, ensinava a avó.
Comentários não houve: a sala calou-se.
Deixe um comentário na margem, pediu o editor.
Publicidade como aquela nunca mais se viu.
Foto: ela ri, ele olha o mar.
Fonte: assim se chama a aldeia desde sempre.
Autor: Nunca escrevi sobre o mar.
Siga-nos, sussurrou o guarda.
Siga o rio até a ponte.
Apoie-nos ou o muro cai, gritou o pedreiro.
Baixe a lenha antes da chuva, ordenou o avô.
Publicado em maio, o livro não teve leitores.
Atualizado por três gerações, o registro cabe num volume.
Todos os direitos eram do rei.
Leia mais devagar, pediu o cego.
Leia também poesia?
Você pode gostar do mar e ter medo da água.
Encontrou um erro? O mestre apontou o quadro.
Já é sócio?, perguntou o porteiro.
Entre pela porta de trás, disse o guarda.
Cadastre-se na porta, disse o guarda.
Não perca o último barco, disse-lhe.
Receba as minhas desculpas, disse o prefeito.
Tempo de leitura teve de sobra na prisão.
Imprimir notas fazia-se na cave.
Etiquetas pendiam de cada saco.
Política de privacidade não havia: o carteiro lia tudo.
Conteúdo do baú: três cartas e um anel.
Mais informações o capitão não quis dar.
Últimas notícias da frente não chegaram.""",
    "nl": """\
Schrijf je in voor de middag, zei de griffier.
Deel het brood met de buurman, leerde oma.
Reacties bleven uit: de zaal zweeg.
Plaats een reactie in de marge, vroeg de uitgever.
Reageren wilde de advocaat niet.
Advertentie na advertentie, en niemand kwam.
Foto: zij lacht, hij kijkt naar zee.
Bron: zo heet het gehucht van oudsher.
Auteur: Ik heb nooit over de zee geschreven.
Volg ons, fluisterde de wachter.
Volg de rivier tot de brug.
Steun ons of de muur valt, riep de metselaar.
Download de kaart voor je vertrekt, raadde de gids aan.
Gepubliceerd in mei vond de bundel geen lezer.
Bijgewerkt door drie generaties past het register in een band.
Alle rechten waren van de koning.
Lees meer en praat minder, zei de meester.
Lees ook gedichten?
Misschien vind je de zee mooi en het water eng.
Fout gevonden? De meester wees naar het bord.
Ben je al lid?, vroeg de portier.
Meld je aan bij de deur, zei de wachter.
Mis de laatste boot niet, zei hij.
Ontvang elke ochtend een brief en open hem niet.
Leestijd had hij genoeg in de cel.
Printen deden ze in de kelder.
Privacybeleid was er niet: de postbode las alles.
Meer informatie wilde de kapitein niet geven.
Laatste nieuws van het front kwam er niet.""",
    "tr": """\
Abone olun ya da gidin, dedi kaptan.
Takip edin nehri köprüye kadar.
Bizi takip edin, diye fısıldadı bekçi.
Ekmeği paylaşın, derdi ninem.
Paylaş dedi, ama ekmek kalmamıştı.
Yorum yapmak istemedi avukat.
Yorumlar kanunun kenarına yazılmıştı.
Reklam panosu yolun ortasına devrildi.
Kaynak: köyün adı eskiden beri böyle.
Yazar: Deniz üzerine hiç yazmadım.
Kaynak suyu yazın kurudu.
Haberi duyan köylüler iskeleye koştu.
Son dakika golü maçı bitirdi.
Güncelleme haritaya savaştan önce yapılmıştı.
Yayınlandı ama kimse almadı.
Tüm hakları kralındı.
Devamını oku, diye yalvardı çocuk.
Devamı yarın, dedi masalcı.
Giriş yapın ve kapıyı kapatın, dedi kadın.
Üye olmak isteyen üç kişiydi.
İndir yelkenleri, diye bağırdı kaptan.
İlginizi çekebilir ama dokunmayın, dedi fenerci.
Etiketler her çuvalda asılıydı.
Yazdır bunu, dedi hâkim.
Gizlilik politikası yoktu: postacı her şeyi okurdu.
12 Mart 2023'te köprü kapandı.
Hata mı buldunuz? Öğretmen tahtayı gösterdi.
Destek olun, duvar yıkılacak, diye bağırdı usta.""",
    "ja": """\
登録した船は三隻だけだった。
購読していた新聞が届かなくなった。
共有の井戸は村に一つしかない。
シェアする相手がいない、と彼女は言った。
コメントを求められた弁護士は首を振った。
コメントはない、と町長は言った。
広告の看板が道の真ん中に倒れた。
写真の女は笑っている。
写真：彼女は笑い、彼は海を見ている。
出典は不明のままだった。
著者は海を見たことがない。
記者の問いに船長は答えなかった。
フォローする人が増えて彼は怖くなった。
ログインできない漁師が列を作った。
関連する書類はすべて燃えた。
続きを読む勇気が彼にはなかった。
もっと見る価値のある村だ。
無断転載だと作家は怒った。
著作権は孫娘にある、と歌手は語った。
更新された地図に橋はなかった。
公開された詩は三編だけだった。
2023年3月12日、橋が閉じた。
印刷した紙はまだ温かかった。
タグの付いた箱は十二個あった。
お問い合わせの電話は鳴りやまなかった。
ホームに戻った選手は黙っていた。
次の記事を書く気になれなかった。
前の記事で触れた男が現れた。
おすすめの宿を聞くと、老人は笑った。
人気の店は朝六時に開く。
ランキングに名前はなかった。
会員限定の宴は夜明けまで続いた。
この記事は三十五年前の切り抜きだ。
「購読ですか。字が読めません」
いいね、と彼女が言った。""",
}
"""Sentences by language: story text, dialogue, quoted lines and dates, most with the first words of some furniture."""


@pytest.mark.parametrize("language", LINES)
def test_no_rule_takes_a_sentence_of_a_story(language: str) -> None:
    lines = LINES[language].splitlines()
    decided = zip(lines, RULES.decide(lines), strict=True)
    assert {line: RULES.rules[index].id for line, index in decided if index >= 0} == {}


@pytest.mark.parametrize("language", LINES)
def test_nothing_is_cut_out_of_a_sentence_of_a_story(language: str) -> None:
    lines = LINES[language].splitlines()
    assert [line for line in lines if RULES.cuts(line)] == []


@pytest.mark.parametrize("language", LINES)
def test_the_sentences_of_a_language_are_some_dozens_and_none_stands_twice(language: str) -> None:
    lines = LINES[language].splitlines()
    assert len(lines) == len(set(lines)) > 25
