"""No rule takes what stories, guides, recipes, manuals and tables say in ordinary English."""

from __future__ import annotations

import pytest

from cleaner.rules import RuleList, load_rules

RULES = RuleList(rule for rule in load_rules().rules if not rule.keep)
FOREIGN = RuleList(rule for rule in RULES.rules if rule.languages and "en" not in rule.languages)
"""The rules that are for other languages alone: whatever they match of these lines is their fault."""

LINES = {
    "guides": """\
Follow the coastline north until you see the white chapel.
Follow the pipeline to the pump house and turn left.
Follow the dotted line with a sharp knife.
Follow the design on the card.
Follow the river to the second weir
Follow Route 9 to the fork.
Follow a straight line.
Follow these guidelines when you file a claim.
Find the path behind the mill.
Join the two halves with glue and leave them overnight.
Join us at the slipway at five.
Subscribe to the idea that rain is good for you.
Subscribe with a function that takes one argument.
Sign the form on both sides.
Sign in with the code that we sent you.
Log in with your library card and the last four digits of your number.
Log in and tap the gear.
Download the app and scan the code on the meter.
Download the form and print it.
Install the app.
Scan the ticket at the gate.
Open the app and choose a meter.
Become a member of the group with usermod.
Register your colony with the county by March.
Contact us at least three days ahead if you need a ramp.
Contact the seller before you send anything back.
Call us on Mondays.
Email us a photo of the part.
Email: the office will reply within two days.
Write to the clerk for a key.
Send us two films of an ordinary day.
Send me a line when you land.
Reply to all of them before Friday.
Reply to the email.
Reply with your name and date of birth.
Leave a note at the desk.
Leave the key under the stone.
Comment out the line.
Share the load between two mules.
Share what you have.
Save this for the end.
Save the file as plain text.
Print on both sides.
Pin the hem before you cut.
Copy the number from the label.
Watch how the dough moves.
Listen for the change in pitch.
Read the next section only if your tree is older than ten years.
Read more slowly than you want to.
See the plan on page nine.
Please see the privacy notice on the door.
Please read the terms and conditions of the lease before you sign.
Please report any leak to the night desk.
Please let us know if you are bringing a dog.
Tell a friend where you are going.
Buy the ticket on board.
Book early, for there are eleven rooms.
Order two, because one will split.
Visit the mill on a Friday.
Learn how to tie a bowline with one hand.
Get two quotes.
Take the lift to the third floor.
Turn the key to the right.
Press the red button beside the door.
Click the picture to enlarge it.
Select the layer that you want to move.
Choose a dry day.
Enter by the side door.
Skip the first row.
Jump over the stile.
Go to the harbour.
Hide the key.
Close the valve.
Load the van.
Check the oil before you start.
Support the beam from below.
Donate clothes in good condition.
Try it on a scrap first.
Vote by post if you can.
Rate the pain from one to ten.
You may opt for the later ferry.
You can unsubscribe from the feeling at any time, she wrote.
You may not post a guard there.
You are visitors here, and so are the geese.""",
    "recipes": """\
Follow the original recipe for the first hour.
Add the eggs one at a time.
Add to the pan and stir.
Stir in the milk.
Simmer for 20 minutes.
Bake for 12 min at 180.
10 min
45 min.
1 h 20 min
5 minutes
10 mn
30 minutes
Rest: 2 hours
Prep: 10 min
Total time: 1 hour
Cook time: 20 minutes
Serves 4
Serves: 4
Makes 12
Yield: 12
Difficulty: easy
2 eggs
78 g
1.5 kg
1/2 cup flour
3/4 tsp salt
2 tbsp oil
Salt
Pepper
A pinch of sugar
We use cookies and cream for the filling.
We use a cookie cutter for this.
When you press the dough with a finger, you understand at once whether it has had enough.
By using less salt, you taste more of the fish.
Reserve the liquid.
Drain and set aside.
Label: keep the seeds dry and cold.
Made with Ghost peppers and vinegar.
Save the whey for bread.
Serve at once.
Ingredients
Method
Directions
Instructions
Preparation
For the sauce
To finish""",
    "prose": """\
If you visit in May, you understand why the poets never left.
By completing the exercises in order you confirm what you learned the week before.
When you enter the chapel by the north door, you acknowledge the step with your shin.
If you join a choir at sixty, you accept that you will sing what others have sung for years.
When you close the valve, you confirm with a tap on the glass that the needle has dropped.
If you fill the tank to the brim, you accept a wet cellar.
When you complete the form, I confirm the date by telephone.
If you log every walk for a year you understand your dog.
By the time you agree with him, he has changed his mind about the terms.
By using this library you agree to return what you borrow.
If you register a boat twice, you accept two sets of conditions.
We never opened before nine, and anybody could come at any time.
You can unsubscribe at any time by writing STOP on the postcard.
Your details matter: a cheap zip fails any time it is wet.
We will never forget the time of the floods.
Subject to the weather we sail at any time between nine and noon.
Sponsored by a brewery, the race ends at its gate.
Supported by her family, she went back to school.
Powered by two horses and a boy, the saw cut forty logs a day.
Powered by WordPress, the parish site had three readers.
Brought to you by the people who brought you the leaking tent.
Designed by Holt in 1931, the bridge carries two lanes.
Designed by a committee, the chair has five legs.
Illustrated by the author with a burnt stick.
Photographed by his sister in 1911, he looks away.
Photos by Holt hang in the hall.
Translated by three monks, the text has three voices.
Written by hand in a ledger, the prices have no dates.
Written by two sisters in 1911, the play was performed once.
Edited by his widow, the letters stop in 1911.
Published in 1931 and never since, it is the best book on moss.
Published by the parish in 1911, the hymn book has no hymns.
Published on 3 May, the report names nine towns.
Posted in Malta from 1911 to 1914, he learned to cook.
Posted on the door was a note in pencil.
Updated last spring, the kitchen has two ovens.
Reviewed by nobody, the law passed.
Produced by hand, it takes a week.
Created by accident, the lake is nine metres deep.
Recommended by a plumber, this is the only sealant that I use.
Related to the crow, the jackdaw is smaller and has pale eyes.
Popular with walkers, the inn fills by six.
Trending upwards since May, the price of oats has doubled.
Advertised as a cottage, it was a shed.
Copyright expired in 1981.
Copyright law leaves the heirs little choice.
Asked four years ago by a boy, the question is still open.
Viewed from the tower, the town is round.
Joined in 2007 by a bridge, the villages grew.
Print subscribers fell by half in ten years.
Newsletter platforms let one person keep a list.
Forum of young sailors
Retrieved from the river, the bell was cracked.
You've reached your stop when the doors open.
To read the full text of the will he put on both pairs of glasses.
In reply to a question he wept.
Thanks for reading to us, the children said.
Source of the Tarn
Image of a goddess, clay, third century.
Photo albums of the family are in box 12.
Video killed the slide show.
Advertising on buses costs less than you think.
Cookies must cool on the rack.
Comments in the margin show his hand.
Tags flew from every mast.
Terms of the deal were kept secret.
All rights and duties pass to the heir.
Our mailing address was a box under the bridge.
This site was a tannery.
This story was told in every inn.
It is a five minute walk to the station.
It took her 40 minutes to read the will aloud.
24/7
The shop is open 24/7
She was born on 3/4 and left on 4/3.
Trend
Etiquette
Infographic: 21 ways to fold a napkin
Cartoon: the goose that read the paper.
Credit: 3 points
By: train, then on foot""",
    "figures": """\
1/2
3/4
5/8
1/100
1/200
5/1000
100/100
250/500
12/345
03/2024
07/2023
12/1999
2019/2020
2020/21
1998-2004
2-1
21-14
6-4, 3-6, 7-5
3:20
4:05
12.5
9.7/10
4/5
8/10
31 points
12 points
312 votes
1,204 votes
40 people
12 km
120 m
3.5 %
41%
+3
-12
#4
No. 5
n = 12
p. 12
pp. 12-14
Fig. 3
Table 2
x2
2 x 4
A-4
80 kg
18 C
EUR 12
12 pages
Week 3
Day 1
Step 1
Step 3 of 5
Round 2
Lap 12
Level 3
Grade 5
Unit 7
Lesson 12
Act II
Scene 3
Book IV
Verse 1
Psalm 23
Rule 12
Article 1
Section 4
Chapter I
Part 3
Q1
Lot 12
May 20 was cold.
12 May 1768 was a Thursday.
Spring 1998
Summer of 1911
Winter 2020/21
Season 2
Season 2019/2020
1st
2nd
3rd place
AD 1204
c. 1911
1911
1768-1771""",
    "manuals": """\
Abstract
Acknowledgements
Appendix A
Arguments
Background
Basic usage
Before you begin
Bibliography
Build
Changes in 3.2
Command line
Conclusion
Configuration
Dependencies
Description
Discussion
Environment
Errors
Examples
Exceptions
Exit status
FAQ
File
File format
Files
Functions
Glossary
Hardware
History
Installation
Introduction
Known problems
Limits
Methods
Modules
Name
Notes
Objects
Operators
Options
Output
Overview
Parameters
PC
PDF
Pool
Printing
Quick start
References
Requirements
Results
Return value
Safety
Security
Settings
Setup
Shortcuts
Summary
Synopsis
Syntax
Testing
Tips
Troubleshooting
Tutorial
Types
Usage
Version
Warnings
What is new
Comments start with a hash.
Comments are ignored by the compiler.
Subscribe to events with on() and release them with off().
JavaScript must be enabled for the map to work.
Please log in to the server as root.
Log every request to the console.
Share your screen with the other person.
The page is printed as it is shown.
Edit the file and save it.
Cite the version that you used.
[sic]
[1]
[edit: fixed the formula]""",
    "cells": """\
Yes
No
None
N/A
n/a
TBD
ok
Male
Female
Total
Mean
Price
Size
Weight
Date
Time
Type
Default
Colour
Red
Blue
Monday
January
Mo-Fr
9 am - 5 pm
10.30
Room 3
Free
Sold out
Easy
Medium
Hard
Beginner
Pros
Cons
Verdict
Score
Rating
Breakfast
Lunch
Dinner
Getting there
Where to stay
What to bring
By post
By hand
By bus
By 1911 the mill was silent.
From
To
Via
Team
Venue
Agenda
Speakers
Schedule
Deadline
Salary
Languages
English
French
World
Politics
Sport
Culture
Health
Travel
Food
Birch
Oats
Stove
Boil time
Korrin
Pell
Left
Right
Home win
Away
Goals
Played
Won
Drawn
Lost
Points
Runs
Wickets
Overs
Innings
Heat 2
Final
Bronze
Tide
Wind
Sun
Cloud
Snow""",
    "stories": """\
We and our partners will not rest until the hostages are home, he said.
Hadley won the cup (score: 4)
Originally printed in London the map found its way to Oslo in 1820.
Originally posted on the church door, the theses were soon in print.
A version of this story was told to me by my grandmother.
This is a developing story that shows how fear spreads.
This article appears in nine constitutions of the region.
Reprinted with permission of the author, the poem hung in every kitchen.
This item was created in Dresden in 1710 and you can follow its way by the letters.
Maintained by the navy since 1811. Last change of crew was in May.
With inputs from Norway the factory ran again.
This report was taken from a wire agency feed by mistake, the editor said.
This transcript was made in secret by a guard.
Transcript provided by the embassy showed that he had lied.
You will receive a daily ration of bread.
I want to receive news of my son.
Join thousands of other runners on Sunday in the park.
Do you have any information about this, the judge asked the witness.
For the latest news and gossip they went to the well.
Found a mistake in the map, the sailors turned back.
Already a member, he did not need to apply.
To continue reading and writing she learned to type.
Register now for the draft, the poster said.
Your vote has been counted, the clerk told her, and she wept.
An error occurred while processing the payroll and 400 teachers were not paid.
You have been redirected by the storm, the pilot told them.
Before commenting, he asked for a glass of water.
Need help with heating bills? Register with your council for a grant.
To be removed from the list, visit the mayor in person.
They sang "Low Water" courtesy of the Hadley Choir.
GRAPHIC: Images of the crash were shown to the jury on Tuesday.
This article is about love. For Ann, see the note at the end.
These cookies do not keep for more than a week.
Thank you for your message, the widow wrote back in June.
You are our guest!
The time now is 3 minutes to midnight on the doomsday clock, and it has never stood so close.
All times are CET; the sunset tables of the appendix give the rest.
Current time: the hands of the station clock stood at 10:20 for nine years.
It is currently 10:30 in Carrow and the mill is burning, she wrote.
There are currently 12 members online in the cooperative, which sells lamps.
This topic has been closed to new debate since the war, he said.
This discussion is now archived in the national library, in a box.
Users reading this thread will know that the pump must be bled first.
You cannot delete messages.
You may not edit files.
Hidden categories of workers were never counted by the census.
This page was last modified on the night of the murder, the clerk said.
You can help Wikipedia by writing about women, said the teacher.
No headings in the article were changed, the editor said.
This email was sent to nine ministers on the night before the vote, the inquiry heard.
If you no longer wish to receive guests, take the sign down.
Our mailing address is a barn outside Carrow, she laughed.
You are receiving this message because the pilot forgot the first one.
Was this email forwarded to you, he asked, and by whom?
This summary was written by Holt in 1931.
AI-generated summaries are wrong in one of three cases, the study found.
The key points were compiled by Holt from the letters of two hundred soldiers.
AI-created summaries, the court held, are not evidence.
1.A. The foundation must be dry before the first stone is laid.
1.b. Check the license of the driver.
1.a The copyright of the map is with the town.
Creating the works from print editions alone took him nine years.
Project Gutenberg™ was the first of its kind.
Powered by Discourse, the town debated for a year.
Powered by Ghost, the magazine left its old host in 2019.
Community software by phpBB is old, he wrote, and slow.
You are our 100th guest tonight, the waiter said, and bowed.
You are the guest 12 times and the host once.
All content is available under glass in the reading room, by the door.
This content is available under the counter, she whispered.
All lyrics are the property of their authors, the court ruled, and the songs must go.
We promise spam for dinner.
No spam was ever cooked in this kitchen.
Check price on Monday
Carrow 31.5 points 2 years ago after the war
Writer(s): Holt refused to sign the card
Asked 4 years ago why he left, he laughed.
Viewed 3k times, the film made no money.
Answered yesterday by a boy, the riddle lost its charm.
Modified 2 years ago by a smith, the gate still squeals.
Best seller no. 1 was a hymn book.
Based on 12 reviews of the bridge, the council closed it.
4.8 from 21 votes was not enough for Holt.
Last update on 2021-05-03 came from an affiliate of the bank.
View the price on Target Street.
See current price on Sunday.
Bestseller No. 1 in Carrow for nine years
There are no comments yet, the priest said.
Reply to Tom that he is fired.
Reply to Ann and leave.
In reply to Ann Holt wept
Notify me when this is over.
Notify me when someone comes, she told the guard.
Email me when new lambs are born.
Email me when this ends, she wrote.
Your comment was posted on the church door, he said.
Your comment will be public one day, she warned him.
Your comment was sent to my mother.
Designed by Holt and built by the village
Illustrated by Holt and Sons for the king
Published in May and forgotten in June.
Updated every year since the flood.
Posted to Cyprus in 1951, he learned Greek.
Posted on the church door in 1951, the list had nine names.
Created in 1911 by a baker, the cake has no eggs.
Last edited by Ann in the attic, the diary ends in May.
Published on Monday, it names nine towns.
Edited by Holt on a train in 1931
If you continue to walk, you agree with our doctor that the data are wrong.
By logging every tree you acknowledge that the content of the forest is gone.
Your name is on the terms and conditions, the clerk said.
Subject to the terms of use of the hall, dogs may enter.
To learn more about spam, she opted out of nothing.
Forum rules of Rome
Rate this story against that of Job.
Please report any issue of the magazine that is missing from the shelf.
Please report any problem with the boiler to the night desk.
Please report any mistakes in the hymn book to the vicar.
Please let us know if you see the white hart.
Please let us know if you find an egg.
Let us know if there is a problem with the boiler.
Contact us if you have a bed to spare.
Contact us if you see the cat.
Contact us if you find the ring.
You can email us at night, the monks say.
Contact us via this form of prayer.
Contact us by phone on Mondays.
Text us through the window.
Similar threads run through all her books.
Last edited by Ann on the train, and edited 3 times in total.
This village is part of the Fen webring of nine sites, and it is proud.
The mill was a proud member of the Fen web ring
Asking for help, clarification, or responding to letters took all her time.
Highly active question. Earn your bread.
Know someone who can answer this riddle?
Please subscribe to read the gas meter.
Please register to access the reading room, said the sign.
The best answers are voted up by the elders of the village.
Some comments may only be visible to logged timber.
Use MathJax to format equations, he told the class.
Making statements based on opinion; back in town, he learned better.
Podcast: play in new window of time
Subscribe: Email the clerk before Friday.
Subscribe: Android users pay nine pounds, the clerk said.
BlogThis! was a button, and nobody pressed it.
Listen to this story 9 times
Hear this story read
Email me the recipe when you find it.
Email me about the boat, he said.
Email me these three things before noon.
Email me new photos of the calf.
Email me special stamps if you find any.
Send me the bill.
Send me your oldest coat, he wrote.
Send me more wine.
Send me news of the war.
Send me new boots.
Send me information about the mill, the letter said.
Send me special paper, she asked.
Send me offers of peace.
Send me a weekly letter.
Your subscription is a rope that holds the choir, he said.
Your subscription has paid for nine lambs, the abbot wrote.
Your subscription was the last of the war.
Your subscription will end when you die.
To read the full report he walked to Vienna.
To read the full story of the flood, you need nine evenings.
To read this article of the treaty as a threat is wrong.
To read this story aloud takes an hour.
To read the rest of the story, ask the miller.
To read the full text of this treaty took nine hours.
Continue reading this article aloud, the judge said.
Please subscribe to our view that rain is good.
Please log in to see the boiler log.
Please log in to your router and change the name.
Please log in to use the lathe.
Please log in to save the file.
You have reached your maximum when the needle stops.
You've reached your limit, said the barman.
You have reached your limit when your legs shake.
You have read all of your letters, said the ghost.
You have used all your matches by then.
You have used all of your eggs.
You've reached your weekly dose when the line is blue.
Become a member to support the lifeboat of Carrow.
Become a member and help us build the wall, said Holt.
Become a member to save the mill.
Become a member to get the key of the shed.
Become a member of our family, she told the boy.
Digital subscribers have doubled in nine years, the paper said.
Digital subscribers get older, the study found.
Print subscribers have died out in Carrow.
Print subscribers can be found in the harbour bar.
Digital subscribers receive less than they pay for, Holt wrote.
Home delivery subscribers have moved away.
Digital subscribers only made up a third.
Download the app and get off the train.
Get the app to find the owner of the boat.
Download the App from Holt's office and read the meter.
Save this for later, she said.
Share this for me
Print this story for me and the dog
The Wayback Machine - https is the address that he typed.
Built with Confluence in view, the inn has nine rooms.
Made with Wix and vinegar.
Powered by Fandom, the series ran nine years.
Powered by Blogger, the town hall forgot its archive.
Created by Ghost, the label signed nine bands.
The video of the raid ends in tears.
The story ends in 1944, with the crew at home.
Nine states contributed to the report.
More than 40 doctors contributed to the review.
Farmers contributed to the analysis with their own figures.
The Met Office and two universities provided data to the report.
Scroll down to the bottom.
Go to the homepage.
Go to the main menu.
Skip the search.
Be the first to see the comet.
Be the first to hear the owl.
Be the first to get off the boat.
Get more sleep every day.
Get the kids outside every day.
Get your steps in every morning.
Get free bread each Friday.
Sign up to receive a pump from the council.
Register to receive a sandbag.
Join 200 others on the march.
Join 4,000 other members of the union at the gate.
Join nine million others who cannot sleep.
We rely on donations from farmers.
We rely on the support of our neighbours, the nun said.
We rely on the generous support of the fishing families.
We cannot do this without your help, the fire chief told the farmers.
We may get compensation, but not our home.
We might receive compensation from the state, but not before May.
I will get compensation for nine sheep, he said.
Two of the ships are registered in Ireland.
The firm is registered in Scotland with a fleet of nine boats.
His company was registered in England at an address that does not exist.
It is a registered charity in England with 40 volunteers.
The trawler is registered in Northern Ireland.
Copyright of the map passed to the town.
Copyright of a song lasts for seventy years.
No part of the site may be used by trucks until June.
Do not use the ladder without our permission.
The information does not reflect the true state of the dam, the engineer wrote.
The content of the file does not represent what we said, the witness told the court.
It seems that ad blockers are losing the race, the study says.
Leave this field blank on the form if you have no second name.
Required fields are mown twice a year.
Tom Hill was an engineer with 40 years of experience when the dam broke.
9 thoughts on growing old""",
}

ABROAD = """\
Więcej informacji na temat wojny zawiera jej dziennik, powiedziała.
Więcej informacji znajdziesz w archiwum miasta, jeśli masz klucz do piwnicy.
Więcej informacji na dworcu nie udało się uzyskać, mówi Holt.
Więcej wiadomości na ten temat przyszło z frontu w maju.
Dziękujemy, że przeczytał pan ten list, napisała do ministra.
Więcej informacji znajdziecie u sołtysa, który pamięta powódź.
Kövesse a nyomokat, amelyeket a rablók hagytak a Facebookon
Csatlakozzon a tüntetőkhöz, akik éppen most vonulnak a Google
Kövess, kiáltotta, és beugrott a vízbe.
Kövessetek engem a hídon át a YouTube
Csatlakozz a kórushoz, és énekelj velünk.
U kunt alleen reageren als u de vraag begrijpt
Je moet eerst inloggen om te zien wie er woont
Je kan reageren om de stilte te breken
Je kunt alleen reageren als je weet wat er speelt.
Lecture du monde en cours de chute, le roman divise.
Votre abonnement n'autorise pas la lecture à voix haute, dit le bibliothécaire.
Comment ne plus voir ce message comme une menace, demande le ministre.
Lecture du monde en cours d'année, le livre a plu.
¿Por qué estás viendo esto? preguntó el niño a su abuela.
Tu suscripción se está usando para pagar la guerra, le dijo.
Si quieres compartir tu cuenta con el camarero, paga tú primero.
En el caso de no saber quién está usando tu cuenta, llama al banco, aconseja la policía.
Si continúas leyendo en este dispositivo antiguo, te dolerán los ojos.
Dieses Thema im Programm: Das war die Überschrift, unter der er neun Jahre lang schrieb.
Dieses Thema im Programm: so hieß der Film, den niemand sah.
Dieses Thema im Programm: der Pfarrer lachte, als er es las.
Dieses Thema im Programm: Es geht um Hunde, sagte sie.
Die Fragen stellten Richter und Staatsanwalt.
Das Gespräch führten Merkel und Macron.
会員限定の集まりに出席した市長は、川の話をした。
会員のみが入れる部屋で、彼は静かに本を読んでいた。
מאת השכן נשמע קול
Dieses Thema im Programm: Nordfunk sendete nie wieder davon
Diese Zusammenfassung wurde mit KI erstellt, behauptete der Minister vor Gericht.
Zusammenfassung mit KI ist falsch, heißt es in der Studie, die von Holt erstellt wurde.
Zusammenfassung durch KI, die von der Stadt erstellt wurde, hat neun Fehler gezählt.
Este resumen fue generado con inteligencia artificial, dijo el juez, y no vale.
Resumen hecho por la IA de Carrow gana el premio.
Las claves elaboradas por la IA fueron falsas, según el estudio.
Résumé généré par une IA, le livre a gagné le prix.
Résumé rédigé par l'IA du maire, le discours a fait rire.
Riassunto generato dall'IA e venduto come romanzo, il libro piace.
Questo riassunto è stato creato con l'IA dal sindaco, dice Holt.
Resumo gerado por IA ganhou o prêmio da cidade.
Resumo feito por IA, disse o juiz, não é prova.
AI가 생성한 그림이 시장에서 상을 받았다.
AI가 요약한 책을 읽은 아이는 웃었다.
자동 추출 기술로 요약하는 회사가 문을 닫았다.
לקריאת כתבות נוספות הוא נסע לספרייה הלאומית.
לקריאת עוד חדשות נוספות הוא קנה עיתון בתחנה.
Klik om te delen wat je hebt gevonden met de buren
Klikk for å dele kaken i ni like biter
Klicka för att dela bilden i nio rutor
Klik for at dele billedet i ni felter
Haz clic para compartir la mesa con un desconocido
Cliquez pour imprimer la carte du village
Fai clic per condividere il tavolo con un altro
Clique para compartilhar a mesa com um vizinho
Klicken zum Teilen der Tabelle in neun Spalten
Zum Ausdrucken der Karte bitte hier klicken
Kliknij, aby wydrukować mapę i wybierz nabrzeże
Like dit delen zij niet
Haz clic para imprimir la carta y elige el muelle
Kattints a fotó nyomtatáshoz való előkészítésére
Klik untuk mencetak peta desa
Dă clic pentru a imprima harta satului
Feu clic per imprimir el mapa del poble
Klikněte pro vytisknutí mapy
اضغط للطباعة ثم اختر الرصيف الذي تريد أن تصل إليه
Щракнете за печат на картата и изберете кей
Κλικ για εκτύπωση του χάρτη και διαλέξτε
点击打印地图，然后选择码头
点击分享按钮后，他把手机扔进了河里。
클릭하여 지도를 인쇄하고 부두를 골랐다
Follow我们的脚步走进山谷"""
"""Sentences of other languages that begin as a button or a notice does, and go on in prose."""

TAKEN = {
    "manuals": {"JavaScript must be enabled for the map to work.": "other/browser-notice"},
    "figures": {"#4": "tags/hashtags"},
}
"""Lines that a rule takes all the same, by kind, with the rule: nearly always a page's own notice, a post's number."""


def taken(rules: RuleList, kind: str) -> dict[str, str]:
    """Return the lines of a kind that one of the rules matches, each with the id of the first."""
    lines = LINES[kind].splitlines()
    decided = zip(lines, rules.decide(lines), strict=True)
    return {line: rules.rules[index].id for line, index in decided if index >= 0}


@pytest.mark.parametrize("kind", LINES)
def test_no_rule_of_another_language_takes_english(kind: str) -> None:
    assert taken(FOREIGN, kind) == {}


@pytest.mark.parametrize("kind", LINES)
def test_no_rule_takes_what_could_be_the_story(kind: str) -> None:
    assert taken(RULES, kind) == TAKEN.get(kind, {})


def test_the_lines_are_some_hundreds_and_none_stands_twice() -> None:
    lines = [line for text in LINES.values() for line in text.splitlines()]
    assert len(lines) == len(set(lines)) > 400


def test_no_rule_takes_the_prose_of_other_languages() -> None:
    lines = ABROAD.splitlines()
    assert [line for line, index in zip(lines, RULES.decide(lines), strict=True) if index >= 0] == []
